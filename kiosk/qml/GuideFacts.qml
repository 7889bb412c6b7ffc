import QtQuick

// Queue, place, time and fee: two beside each other are as high as the higher one.
Grid {
    id: facts

    required property var fold

    columns: 2
    spacing: size.gap

    function highest(line) {
        const pair = [boxes.itemAt(2 * line), boxes.itemAt(2 * line + 1)]
        return Math.max(...pair.map(box => box?.implicitHeight ?? 0))
    }
    function parts() {
        return [...facts.children].filter(each => each.fact).map(
            box => ({ y: parent.y + facts.y + box.y, height: box.height }))
    }

    Repeater {
        id: boxes
        model: shown.guide.facts
        Fact {
            required property var modelData
            required property int index
            width: (facts.width - facts.spacing) / 2
            height: boxes.count > 0 ? facts.highest(Math.floor(index / 2)) : implicitHeight
            opacity: facts.fold.shows(facts.parent.y + facts.y + y, height) ? 1 : 0
            fact: modelData
        }
    }
}
