import QtQuick

// Have you all of these? What is missing, and the number all the same.
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.ticks.question
    }

    Grid {
        id: rows
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: verdict.top
            topMargin: size.gap; bottomMargin: size.gap
        }
        columns: size.lists
        spacing: size.gap
        readonly property int lines: Math.ceil(shown.ticks.most / columns)

        Repeater {
            model: shown.ticks.rows.length
            Check {
                required property int index
                width: (rows.width - (rows.columns - 1) * rows.spacing) / rows.columns
                height: Math.min(
                    size.row * 1.2, (rows.height - (rows.lines - 1) * rows.spacing) / rows.lines)
                card: shown.ticks.rows[index]
            }
        }
    }

    Rectangle {
        id: verdict
        anchors { left: parent.left; right: parent.right; bottom: turns.top; bottomMargin: size.gap }
        height: said.height + 2 * size.gap
        radius: size.corner
        color: shown.ticks.all_there ? look.donePale : look.warnPale
        Sign {
            id: sign
            anchors { left: parent.left; verticalCenter: parent.verticalCenter; leftMargin: size.pad }
            name: shown.ticks.all_there ? "good" : "ask"
        }
        Words {
            id: said
            objectName: "verdict"
            anchors { left: sign.right; right: parent.right; verticalCenter: parent.verticalCenter
                      margins: size.pad }
            text: shown.ticks.verdict
            font.bold: true
        }
    }

    Turns {
        id: turns
        anchors { right: parent.right; bottom: foot.top; bottomMargin: visible ? size.gap : 0 }
        height: visible ? size.target : 0
        list: shown.ticks.turns
    }

    Row {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Plain {
            id: back
            tap: "back"
            label: shown.ticks.back
            height: take.height
        }
        Action {
            id: take
            width: parent.width - back.width - size.gap
            tap: shown.ticks.take.tap
            label: shown.ticks.take.label
            able: shown.ticks.take.able
        }
    }
}
