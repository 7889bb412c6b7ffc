import QtQuick

// What to bring, and what need not be brought; the title stands with the first of it.
Column {
    id: materials

    required property var fold
    readonly property real base: parent.y + y

    spacing: size.gap
    visible: shown.guide.materials.rows.length > 0

    function parts() {
        return [...materials.children].filter(each => each.material).map(
            row => ({ y: base + row.lead, height: row.y + row.height - row.lead }))
    }

    Words {
        id: title
        text: shown.guide.materials.title
        font.bold: true
        color: look.action
        opacity: rows.count > 0 ? rows.itemAt(0)?.opacity ?? 0 : 0
    }
    Repeater {
        id: rows
        model: shown.guide.materials.rows
        Material {
            required property var modelData
            required property int index
            readonly property real lead: index > 0 ? y : 0
            width: materials.width
            opacity: materials.fold.shows(materials.base + lead, y + height - lead) ? 1 : 0
            material: modelData
        }
    }
}
