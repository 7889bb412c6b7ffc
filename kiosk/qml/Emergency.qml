import QtQuick

// An emergency: what to do now, and the ways out. Nothing else is shown, nothing can be touched.
Rectangle {
    id: root

    property var card
    readonly property bool isTight: size.lists > 1 && shown.large

    visible: card.on
    color: look.alarm

    MouseArea { anchors.fill: parent }

    Grid {
        anchors {
            left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
            margins: 2 * size.margin
        }
        columns: size.lists
        spacing: 4 * size.gap
        verticalItemAlignment: Grid.AlignVCenter
        readonly property real cell: (width - (columns - 1) * spacing) / columns

        Column {
            id: told
            width: parent.cell
            spacing: 2 * size.gap
            Words {
                width: parent.width
                visible: text !== ""
                text: root.card.on ? root.card.rehearsal : ""
                color: look.paper
                font.pixelSize: size.title
                font.bold: true
            }
            Words {
                width: parent.width
                text: root.card.on ? root.card.title.main : ""
                color: look.paper
                font.pixelSize: 2 * size.title
                font.bold: true
                lineHeight: 1.0
            }
            Words {
                objectName: "emergency"
                width: parent.width
                text: lines.broken(root.card.on ? root.card.text.main : "", width / font.pixelSize)
                color: look.paper
                font.pixelSize: 1.4 * size.title
                font.bold: true
            }
            Words {
                objectName: "emergency"
                width: parent.width
                text: lines.broken(root.card.on ? root.card.text.beside : "", width / font.pixelSize)
                color: look.paper
                font.pixelSize: size.tile
            }
        }
        Column {
            id: ways
            width: parent.cell
            spacing: 2 * size.gap
            Repeater {
                model: root.card.on ? root.card.exits : []
                Rectangle {
                    id: way
                    objectName: "exit"
                    required property var modelData
                    readonly property var fact: modelData
                    width: parent.width
                    height: names.height + 4 * size.gap
                    radius: size.corner
                    color: look.paper
                    Sign {
                        id: sign
                        anchors { left: parent.left; verticalCenter: parent.verticalCenter
                                  leftMargin: 2 * size.pad }
                        name: "exit"
                        side: 2 * size.icon
                    }
                    Column {
                        id: names
                        anchors { left: sign.right; right: parent.right
                                  verticalCenter: parent.verticalCenter
                                  leftMargin: 2 * size.pad; rightMargin: size.pad }
                        Words {
                            width: parent.width
                            text: way.fact.main
                            color: look.done
                            font.pixelSize: root.isTight ? size.tile : size.title
                            font.bold: true
                        }
                        Words {
                            width: parent.width
                            visible: !root.isTight
                            text: way.fact.beside
                            color: look.done
                            font.pixelSize: size.tile
                        }
                    }
                }
            }
        }
    }
}
