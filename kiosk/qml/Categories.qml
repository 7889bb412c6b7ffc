import QtQuick

// Every category, with its queue.
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.categories.question
    }

    Tiles {
        id: tiles
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: foot.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        list: shown.categories.rows
    }

    Foot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        list: shown.categories
        Plain { tap: "lives"; label: shown.categories.lives }
    }
}
