import QtQuick

// Is this the time?
Answer {
    name: "chosen_time"
    card: shown.agree
}
