import QtQuick

// What is a time wanted for?
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.wish.question
    }

    Tiles {
        id: tiles
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: foot.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        list: shown.wish.rows
    }

    Row {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Plain { tap: "back"; label: shown.wish.back }
        Plain { tap: shown.wish.all.tap; label: shown.wish.all.label }
        Plain { tap: shown.wish.search.tap; label: shown.wish.search.label }
    }
}
