import QtQuick

// The number may come too late; whoever stands here decides.
Item {
    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: 3 * size.gap
        Question {
            width: parent.width
            words: shown.doubt.title
        }
        Telling {
            width: parent.width
            name: "doubt"
            sign: "ask"
            main: shown.doubt.text
            ground: look.warnPale
        }
    }
    Column {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: 2 * size.gap
        Plain {
            width: parent.width
            height: size.action
            letters: size.title
            tap: shown.doubt.take.tap
            label: shown.doubt.take.label
        }
        Action {
            width: parent.width
            tap: "home"
            label: shown.doubt.home
        }
    }
}
