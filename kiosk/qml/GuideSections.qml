import QtQuick

// Who may apply, and on what conditions.
Column {
    id: sections

    spacing: 2 * size.gap

    Repeater {
        model: shown.guide.sections
        Column {
            id: section
            required property var modelData
            width: sections.width
            spacing: size.gap / 2
            Words {
                text: section.modelData.title
                font.bold: true
                color: look.action
            }
            Repeater {
                model: section.modelData.lines
                Words {
                    required property string modelData
                    width: section.width
                    text: "•  " + modelData
                }
            }
        }
    }
}
