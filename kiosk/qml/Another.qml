import QtQuick

// What else goes under the same number?
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.another.question
    }

    Tiles {
        id: tiles
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: foot.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        list: shown.another.rows
    }

    Row {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Plain { tap: "back"; label: shown.another.back }
        Plain { tap: shown.another.all.tap; label: shown.another.all.label }
        Plain { tap: shown.another.search.tap; label: shown.another.search.label }
    }
}
