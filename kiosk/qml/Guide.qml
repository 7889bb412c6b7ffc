import QtQuick

// One matter: what it takes, how long the queue is, and one button.
Item {
    Column {
        id: head
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: size.gap
        Question {
            width: parent.width
            words: shown.guide.name
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: shown.guide.official
            color: look.slate
            font.pixelSize: size.beside
        }
    }

    Flickable {
        id: paper
        anchors {
            left: parent.left; right: parent.right; top: head.bottom; bottom: foot.top
            topMargin: 2 * size.gap; bottomMargin: 2 * size.gap
        }
        contentHeight: body.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: body
            width: paper.width
            spacing: 2 * size.gap

            Grid {
                id: facts
                width: parent.width
                columns: 2
                spacing: size.gap
                Repeater {
                    model: shown.guide.facts
                    Fact {
                        required property var modelData
                        width: (facts.width - facts.spacing) / 2
                        height: facts.cell
                        fact: modelData
                    }
                }
                readonly property real cell: children.reduce
                    ? children.reduce((most, each) => Math.max(most, each.implicitHeight || 0), 0) : 0
            }

            Column {
                width: parent.width
                spacing: size.gap
                visible: shown.guide.materials.rows.length > 0
                Words {
                    text: shown.guide.materials.title
                    font.bold: true
                    color: look.action
                }
                Repeater {
                    model: shown.guide.materials.rows
                    Material {
                        required property var modelData
                        width: body.width
                        material: modelData
                    }
                }
            }

            Repeater {
                model: shown.guide.sections
                Column {
                    required property var modelData
                    width: body.width
                    spacing: size.gap / 2
                    Words {
                        text: parent.modelData.title
                        font.bold: true
                        color: look.action
                    }
                    Repeater {
                        model: parent.modelData.lines
                        Words {
                            required property string modelData
                            width: body.width
                            text: "•  " + modelData
                        }
                    }
                }
            }
        }
    }

    Column {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap

        Words {
            width: parent.width
            objectName: "why_not"
            visible: text !== ""
            text: shown.guide.why_not
            font.bold: true
            color: look.warn
        }
        Row {
            width: parent.width
            spacing: size.gap
            Plain {
                id: back
                tap: "back"
                label: shown.guide.back
                height: take.height
            }
            Action {
                id: take
                width: parent.width - back.width - size.gap
                tap: shown.guide.take.tap
                label: shown.guide.take.label
                beside: shown.guide.take.beside
                able: shown.guide.take.able
            }
        }
    }
}
