import QtQuick

// Queue, place, time and fee: two beside each other are as high as the higher one.
Grid {
    id: facts

    columns: 2
    spacing: size.gap

    function highest(line) {
        const pair = [boxes.itemAt(2 * line), boxes.itemAt(2 * line + 1)]
        return Math.max(...pair.map(box => box?.implicitHeight ?? 0))
    }

    Repeater {
        id: boxes
        model: shown.guide.facts
        Fact {
            required property var modelData
            required property int index
            width: (facts.width - facts.spacing) / 2
            height: boxes.count > 0 ? facts.highest(Math.floor(index / 2)) : implicitHeight
            fact: modelData
        }
    }
}
