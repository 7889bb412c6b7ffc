import QtQuick

// Queue, place, time and fee: all boxes as high as the highest.
Grid {
    id: facts

    columns: 2
    spacing: size.gap
    readonly property real cell: Math.max(
        ...Array.from({ length: boxes.count }, (_, at) => boxes.itemAt(at)?.implicitHeight ?? 0))

    Repeater {
        id: boxes
        model: shown.guide.facts
        Fact {
            required property var modelData
            width: (facts.width - facts.spacing) / 2
            height: facts.cell
            fact: modelData
        }
    }
}
