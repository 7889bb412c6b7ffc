import QtQuick

// The free times of a day.
Item {
    Column {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        Question {
            width: parent.width
            words: shown.times.question
        }
        Words {
            width: parent.width
            text: shown.times.about
            font.pixelSize: size.tile
            font.bold: true
            color: look.action
        }
    }
    Tiles {
        id: tiles
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: foot.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        list: shown.times.rows
    }

    Foot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        list: shown.times
    }
}
