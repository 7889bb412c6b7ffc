import QtQuick

// The short wait for the hall's answer; if none came, the best way on is lowest, under the hand.
Item {
    Column {
        anchors {
            left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
            verticalCenterOffset: -ways.height / 2
        }
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
    }
    Column {
        id: ways
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: 2 * size.gap
        Plain {
            width: parent.width
            tap: "home"
            label: shown.taking.home
        }
        Action {
            width: parent.width
            visible: label !== ""
            tap: "again"
            label: shown.taking.again.label
        }
    }
}
