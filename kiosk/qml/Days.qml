import QtQuick

// The days on which a time is free; or why there are none.
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.days.question
    }
    Tiles {
        id: tiles
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: foot.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        list: shown.days.rows
    }

    Telling {
        anchors { left: parent.left; right: parent.right; top: tiles.top; topMargin: size.gap }
        visible: main !== ""
        name: "no_days"
        sign: shown.days.sign
        main: shown.days.text
    }
    Action {
        anchors { left: parent.left; right: parent.right; bottom: foot.top; bottomMargin: 2 * size.gap }
        visible: label !== ""
        tap: shown.days.again.tap
        label: shown.days.again.label
    }

    Foot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        list: shown.days
    }
}
