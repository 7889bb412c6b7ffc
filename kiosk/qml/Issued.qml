import QtQuick

// The number, large; where to go; what became of the paper.
Item {
    Question {
        id: title
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.issued.title
    }

    Grid {
        id: parts
        anchors { left: parent.left; right: parent.right; top: title.bottom; topMargin: 2 * size.gap }
        columns: size.lists
        spacing: 2 * size.gap
        readonly property real half: (width - (columns - 1) * spacing) / columns

        Rectangle {
            width: parts.half
            height: number.height + 2 * size.pad
            radius: size.corner
            color: look.ink
            Words {
                id: number
                objectName: "number"
                anchors.centerIn: parent
                text: shown.issued.number
                color: look.paper
                font.pixelSize: size.number
                font.bold: true
                lineHeight: 1.0
            }
        }

        Column {
            width: parts.half
            spacing: (size.lists > 1 && shown.large ? 1 : 2) * size.gap
            Telling {
                width: parent.width
                visible: main !== ""
                sign: "all"
                main: shown.issued.together
            }
            Telling {
                width: parent.width
                sign: "people"
                main: shown.issued.wait
            }
            Telling {
                width: parent.width
                sign: "place"
                main: shown.issued.area
                more: shown.issued.way
            }
            Telling {
                width: parent.width
                name: "paper"
                sign: shown.issued.mood
                main: shown.issued.paper
                ground: ({ good: look.donePale, bad: look.warnPale, wait: look.actionPale })[
                    shown.issued.mood]
            }
        }
    }

    Column {
        anchors { left: parent.left; bottom: parent.bottom }
        width: parts.half
        spacing: size.gap
        Words {
            width: parent.width
            objectName: "counted"
            visible: text !== ""
            text: shown.issued.counted
            horizontalAlignment: Text.AlignHCenter
        }
        Action {
            width: parent.width
            tap: "home"
            label: shown.issued.done
        }
    }
}
