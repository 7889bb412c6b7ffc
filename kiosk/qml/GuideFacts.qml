import QtQuick

// Queue, place, time and fee: two beside each other are as high as the higher one. Where letters
// are large and the screen is low, two stand under each other if one of them is long.
Flow {
    id: facts

    required property var fold
    readonly property bool isTight: size.lists > 1 && shown.large
    readonly property real half: (width - spacing) / 2

    spacing: size.gap

    function pairOf(index) {
        const first = index - index % 2
        return [boxes.itemAt(first), boxes.itemAt(first + 1)].filter(box => box)
    }
    function isWide(index) {
        return isTight && pairOf(index).some(box => box.asked > 1.8 * half)
    }
    function highest(index) {
        return Math.max(...pairOf(index).map(box => box.implicitHeight))
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
            readonly property bool isWide: boxes.count > 0 && facts.isWide(index)
            width: isWide ? facts.width : facts.half
            height: boxes.count > 0 && !isWide ? facts.highest(index) : implicitHeight
            opacity: facts.fold.shows(facts.parent.y + facts.y + y, height) ? 1 : 0
            fact: modelData
        }
    }
}
