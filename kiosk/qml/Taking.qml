import QtQuick

// The short wait for the hall's answer.
Item {
    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: 3 * size.gap
        Sign {
            name: shown.taking.again.label ? "bad" : "wait"
            side: 2 * size.icon
        }
        Question {
            width: parent.width
            words: shown.taking.text
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: shown.taking.more
        }
        Action {
            width: parent.width
            visible: label !== ""
            tap: "again"
            label: shown.taking.again.label
        }
        Plain {
            width: parent.width
            tap: "home"
            label: shown.taking.home
        }
    }
}
