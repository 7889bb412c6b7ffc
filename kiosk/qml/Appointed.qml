import QtQuick

// An appointment: its code, large; when and where; what became of the paper.
Item {
    id: appointed

    property var card: ({})

    Question {
        id: title
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: appointed.card.title ?? ({ main: "", beside: "" })
    }

    Grid {
        id: parts
        anchors { left: parent.left; right: parent.right; top: title.bottom; topMargin: 2 * size.gap }
        columns: size.lists
        spacing: 2 * size.gap
        readonly property real half: (width - (columns - 1) * spacing) / columns

        Rectangle {
            width: parts.half
            height: code.height + 2 * size.pad
            radius: size.corner
            color: look.ink
            Column {
                id: code
                anchors.centerIn: parent
                Words {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: appointed.card.label ?? ""
                    color: look.paper
                }
                Words {
                    anchors.horizontalCenter: parent.horizontalCenter
                    objectName: "code"
                    text: appointed.card.number ?? ""
                    color: look.paper
                    font.pixelSize: size.number / 2
                    font.bold: true
                    lineHeight: 1.0
                }
            }
        }

        Column {
            width: parts.half
            spacing: (size.lists > 1 && shown.large ? 1 : 2) * size.gap
            Telling {
                width: parent.width
                name: "when"
                sign: "time"
                main: appointed.card.wait ?? ""
                more: appointed.card.more ?? ""
            }
            Telling {
                width: parent.width
                sign: "place"
                main: appointed.card.area ?? ""
                more: appointed.card.way ?? ""
            }
            Telling {
                width: parent.width
                name: "paper"
                sign: appointed.card.mood ?? ""
                main: appointed.card.paper ?? ""
                ground: ({ good: look.donePale, bad: look.warnPale, wait: look.actionPale })[
                    appointed.card.mood ?? "wait"]
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
            text: appointed.card.counted ?? ""
            horizontalAlignment: Text.AlignHCenter
        }
        Action {
            width: parent.width
            tap: "home"
            label: appointed.card.done ?? ""
        }
    }
}
