import QtQuick

// Whether what a receipt stands for can be picked up.
Answer {
    name: "result"
    card: shown.result
}
