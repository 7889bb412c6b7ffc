import QtQuick

// All that goes under one number, in its order; each can be left out again.
Item {
    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.together.question
    }

    Grid {
        id: rows
        anchors {
            left: parent.left; right: parent.right; top: question.bottom; bottom: more.top
            topMargin: 2 * size.gap; bottomMargin: 2 * size.gap
        }
        columns: size.lists
        spacing: size.gap
        readonly property int lines: Math.ceil(shown.together.most / columns)

        Repeater {
            model: shown.together.rows.length
            Rectangle {
                id: line
                required property int index
                readonly property var section: shown.together.rows[index]
                width: (rows.width - (rows.columns - 1) * rows.spacing) / rows.columns
                height: Math.min(size.row * 1.2,
                                 (rows.height - (rows.lines - 1) * rows.spacing) / rows.lines)
                radius: size.corner
                color: look.paper
                border.color: look.line
                border.width: size.hair
                Words {
                    id: place
                    anchors { left: parent.left; verticalCenter: parent.verticalCenter
                              leftMargin: size.pad }
                    text: line.section?.place ?? ""
                    color: look.action
                    font.pixelSize: size.title
                    font.bold: true
                }
                Column {
                    anchors { left: place.right; right: drop.left
                              verticalCenter: parent.verticalCenter
                              leftMargin: size.pad; rightMargin: size.gap }
                    Words {
                        width: parent.width
                        text: line.section?.text ?? ""
                        font.pixelSize: size.tile
                        font.bold: true
                        lineHeight: 1.0
                        maximumLineCount: 1
                        elide: Text.ElideRight
                    }
                    Words {
                        width: parent.width
                        visible: !shown.large
                        text: line.section?.where ?? ""
                        font.pixelSize: size.beside
                        color: look.slate
                    }
                }
                Plain {
                    id: drop
                    anchors { right: parent.right; verticalCenter: parent.verticalCenter
                              rightMargin: size.gap }
                    tap: shown.together.drop.tap
                    argument: line.section?.argument ?? ""
                    label: shown.together.drop.label
                }
            }
        }
    }

    Plain {
        id: more
        anchors { left: parent.left; right: parent.right; bottom: foot.top
                  bottomMargin: visible ? size.gap : 0 }
        height: visible ? size.target : 0
        tap: shown.together.more.tap
        label: shown.together.more.label
    }
    Row {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Plain {
            id: back
            tap: "back"
            label: shown.together.back
            height: take.height
        }
        Action {
            id: take
            width: parent.width - back.width - size.gap
            tap: shown.together.take.tap
            label: shown.together.take.label
            able: shown.together.take.able
        }
    }
}
