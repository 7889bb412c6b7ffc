import QtQuick

// Who may apply, on what conditions, and who stands behind it.
Column {
    id: sections

    spacing: size.gap

    Repeater {
        model: shown.guide.sections
        Rectangle {
            id: box
            required property var modelData
            readonly property var section: modelData
            width: sections.width
            height: lines.height + 2 * size.gap
            radius: size.corner
            color: look.paper
            border.color: look.line
            border.width: size.hair

            Column {
                id: lines
                anchors {
                    left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                    leftMargin: size.pad; rightMargin: size.pad
                }
                spacing: size.gap / 3
                Words {
                    text: box.section.title
                    font.bold: true
                    color: look.action
                }
                Repeater {
                    model: box.section.lines
                    Row {
                        id: line
                        required property var modelData
                        spacing: size.gap
                        Words {
                            id: ahead
                            text: line.modelData.mark
                            wrapMode: Text.NoWrap
                        }
                        Words {
                            width: lines.width - ahead.width - line.spacing
                            text: line.modelData.text
                        }
                    }
                }
            }
        }
    }
}
