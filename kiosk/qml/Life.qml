import QtQuick

// The turns of a life; each brings its matters.
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.life.question
    }

    Tiles {
        id: tiles
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: foot.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        list: shown.life.rows
    }

    Foot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        list: shown.life
    }
}
