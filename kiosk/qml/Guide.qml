import QtQuick

// One matter: what it takes, how long the queue is, and one button.
Item {
    id: guide

    readonly property bool lies: size.lists > 1
    readonly property bool isOneRow: lies && !shown.large

    Column {
        id: head
        anchors { left: parent.left; top: parent.top }
        width: guide.lies && scroll.visible ? parent.width - scroll.width - size.gap : parent.width
        spacing: size.gap
        Question {
            width: parent.width
            words: shown.guide.name
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: shown.guide.official
            color: look.slate
            font.pixelSize: size.beside
        }
    }

    Flickable {
        id: paper
        objectName: "paper"
        anchors {
            left: parent.left; right: parent.right; top: head.bottom
            bottom: guide.lies ? foot.top : scroll.top
            topMargin: guide.lies ? size.gap : 2 * size.gap; bottomMargin: size.gap
        }
        contentHeight: body.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        readonly property bool isLong: body.height > foot.y - head.height - 3 * size.gap
        readonly property real end: Math.max(0, contentHeight - height)
        onIsLongChanged: contentY = 0

        Grid {
            id: body
            columns: size.lists
            spacing: 2 * size.gap
            readonly property real half: (paper.width - (columns - 1) * spacing) / columns

            Column {
                spacing: body.spacing
                GuideFacts { id: facts; width: body.half; fold: fold }
                GuideSections { id: under; width: body.half; fold: fold; used: guide.lies }
            }
            Column {
                spacing: body.spacing
                GuideMaterials { id: materials; width: body.half; fold: fold }
                GuideSections { id: last; width: body.half; fold: fold; used: !guide.lies }
            }
        }
    }

    // Nothing is shown in part: what is cut by an edge is shown whole on the sheet after or before.
    QtObject {
        id: fold
        readonly property real top: paper.contentY - 1
        readonly property real bottom: paper.contentY + paper.height + 1
        readonly property bool isHeld: paper.moving

        function shows(y, height) {
            const isTooHigh = height > bottom - top && y <= top + 2
            return isHeld || isTooHigh || (y >= top && y + height <= bottom)
        }
        function parts() {
            return [...facts.parts(), ...under.parts(), ...materials.parts(), ...last.parts()]
        }
        function after() {
            const cut = parts().filter(each => each.y + each.height > bottom)
            const next = cut.map(each => each.y > top + 2 ? each.y : paper.contentY + paper.height)
            return Math.min(paper.end, ...next.filter(y => y > top + 2))
        }
        function before() {
            const first = paper.contentY - paper.height
            return Math.max(0, Math.min(
                paper.contentY, ...parts().map(each => each.y).filter(y => y >= first)))
        }
    }

    Row {
        id: scroll
        x: parent.width - width
        y: guide.lies ? 0 : foot.y - height - (visible ? size.gap : 0)
        height: visible ? size.target : 0
        visible: paper.isLong
        spacing: size.gap
        Scroll {
            name: "scroll_up"
            label: shown.guide.less
            able: paper.contentY > 0
            onTapped: paper.contentY = fold.before()
        }
        Scroll {
            name: "scroll_down"
            label: shown.guide.more
            able: paper.contentY + paper.height < paper.contentHeight - 1
            onTapped: paper.contentY = fold.after()
        }
    }

    Column {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap

        Rectangle {
            width: parent.width
            height: why.height + 2 * size.gap
            visible: why.text !== ""
            radius: size.corner
            color: ({ bad: look.warnPale, good: look.donePale, wait: look.actionPale })[
                shown.guide.told.mood]
            Sign {
                id: sign
                anchors { left: parent.left; verticalCenter: parent.verticalCenter
                          leftMargin: size.pad }
                name: shown.guide.told.mood
            }
            Words {
                id: why
                objectName: "why_not"
                anchors { left: sign.right; right: parent.right; verticalCenter: parent.verticalCenter
                          margins: size.pad }
                text: lines.broken(shown.guide.told.text, width / font.pixelSize)
                font.bold: true
            }
        }
        Grid {
            id: options
            width: parent.width
            visible: !guide.isOneRow
            columns: Math.min(shown.guide.options.length, size.options)
            spacing: size.gap
            Repeater {
                model: guide.isOneRow ? 0 : shown.guide.options.length
                Plain {
                    required property int index
                    width: (options.width - (options.columns - 1) * options.spacing)
                           / options.columns
                    tap: shown.guide.options[index]?.tap ?? ""
                    label: shown.guide.options[index]?.label ?? ""
                }
            }
        }
        Row {
            width: parent.width
            spacing: size.gap
            Plain {
                id: back
                tap: "back"
                label: shown.guide.back
                height: take.height
            }
            Row {
                id: beside
                visible: guide.isOneRow
                spacing: size.gap
                Repeater {
                    model: guide.isOneRow ? shown.guide.options.length : 0
                    Plain {
                        required property int index
                        height: take.height
                        tap: shown.guide.options[index]?.tap ?? ""
                        label: shown.guide.options[index]?.label ?? ""
                    }
                }
            }
            Plain {
                id: book
                tap: shown.guide.book.tap
                label: shown.guide.book.label
                height: take.height
            }
            Action {
                id: take
                width: parent.width - back.width - size.gap
                       - (book.visible ? book.width + size.gap : 0)
                       - (beside.visible ? beside.width + size.gap : 0)
                tap: shown.guide.take.tap
                label: shown.guide.take.label
                beside: shown.guide.take.beside
                able: shown.guide.take.able
            }
        }
    }
}
