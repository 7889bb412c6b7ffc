import QtQuick

// What a code is for that was read on the start page.
Answer {
    name: "code"
    card: shown.code
}
