import QtQuick

// The number, large; where to go; what became of the paper.
Item {
    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: 3 * size.gap

        Question {
            width: parent.width
            words: shown.issued.title
        }
        Rectangle {
            width: parent.width
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
        Words {
            width: parent.width
            text: shown.issued.wait
            font.pixelSize: size.tile
            font.bold: true
        }
        Words {
            width: parent.width
            text: [shown.issued.area, shown.issued.way].filter(part => part).join("  ·  ")
            font.pixelSize: size.tile
        }
        Words {
            width: parent.width
            text: shown.issued.listen
        }
        Rectangle {
            width: parent.width
            height: paper.height + 2 * size.pad
            radius: size.corner
            color: ({ good: look.donePale, bad: look.warnPale, wait: look.actionPale })[shown.issued.mood]
            Words {
                id: paper
                objectName: "paper"
                anchors {
                    left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                    margins: size.pad
                }
                text: ({ good: "✓  ", bad: "⚠  ", wait: "…  " })[shown.issued.mood] + shown.issued.paper
                font.bold: true
            }
        }
    }

    Column {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Words {
            width: parent.width
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
