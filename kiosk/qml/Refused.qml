import QtQuick

// Why there is no number: what, until when, what instead.
Item {
    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: 3 * size.gap
        Question {
            width: parent.width
            words: shown.refused.title
        }
        Telling {
            width: parent.width
            name: "refusal"
            sign: "bad"
            main: shown.refused.text
            ground: look.warnPale
        }
    }
    Action {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        tap: "home"
        label: shown.refused.home
    }
}
