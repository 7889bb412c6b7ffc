import QtQuick

// Who may apply, on what conditions, and who stands behind it; a title stands with its first line.
Column {
    id: sections

    required property var fold
    required property bool used
    readonly property real base: parent.y + y

    spacing: size.gap

    function parts() {
        return [].concat(...[...sections.children].filter(each => each.section)
                         .map(box => box.parts()))
    }

    Repeater {
        model: sections.used ? shown.guide.sections : []
        Rectangle {
            id: box
            required property var modelData
            readonly property var section: modelData
            readonly property real base: sections.base + y + lines.y
            width: sections.width
            height: lines.height + 2 * size.gap
            radius: size.corner
            color: look.paper
            border.color: look.line
            border.width: size.hair
            opacity: rows.count > 0 && (sections.base + y < sections.fold.top
                                        || rows.itemAt(0)?.opacity) ? 1 : 0

            function parts() {
                return [...lines.children].filter(each => each.isLine).map(
                    line => ({ y: base + line.lead, height: line.y + line.height - line.lead }))
            }

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
                    opacity: rows.count > 0 ? rows.itemAt(0)?.opacity ?? 0 : 0
                }
                Repeater {
                    id: rows
                    model: box.section.lines
                    Row {
                        id: line
                        required property var modelData
                        required property int index
                        readonly property bool isLine: true
                        readonly property real lead: index > 0 ? y : -lines.y
                        spacing: size.gap
                        opacity: sections.fold.shows(box.base + lead, y + height - lead) ? 1 : 0
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
