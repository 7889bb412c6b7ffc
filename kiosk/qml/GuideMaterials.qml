import QtQuick

// What to bring, and what need not be brought.
Column {
    id: materials

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
            width: materials.width
            material: modelData
        }
    }
}
