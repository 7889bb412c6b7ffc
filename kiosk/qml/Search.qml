import QtQuick

// Search by the first letters of pinyin, by English, or by what another keyboard types.
Item {
    // Not seen; it hears keys, and what an input method composes.
    TextInput {
        id: heard
        objectName: "heard"
        focus: true
        opacity: 0
        onTextChanged: {
            if (text.trim() !== "")
                touch.tap("type", text)
            if (text !== "")
                clear()
        }
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Backspace && preeditText === "")
                touch.tap("erase", "")
        }
    }

    Question {
        id: question
        anchors { left: parent.left; right: parent.right; top: parent.top }
        words: shown.search.question
    }

    Rectangle {
        id: field
        anchors { left: parent.left; right: parent.right; top: question.bottom; topMargin: size.gap }
        height: size.target
        radius: size.corner
        border.color: look.action
        border.width: size.stroke
        Words {
            anchors {
                left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                margins: size.pad
            }
            objectName: "query"
            readonly property string typed: shown.search.query + heard.preeditText
            text: typed || shown.search.hint
            color: typed ? look.ink : look.slate
            font.pixelSize: typed ? size.tile : size.body
            font.bold: typed !== ""
            elide: Text.ElideLeft
            wrapMode: Text.NoWrap
        }
    }

    Words {
        anchors { left: field.left; right: field.right; top: field.bottom; topMargin: size.gap }
        visible: shown.search.nothing !== ""
        text: shown.search.nothing
    }

    Rows {
        anchors {
            left: parent.left; right: parent.right; top: field.bottom; bottom: keys.top
            topMargin: size.gap; bottomMargin: 2 * size.gap
        }
        highest: size.row
        columns: size.found
        list: shown.search.rows
        most: shown.search.most
    }

    Keyboard {
        id: keys
        anchors { left: parent.left; right: parent.right; bottom: foot.top
                  bottomMargin: 2 * size.gap }
        keyboard: shown.search
    }

    Foot {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        list: shown.search
    }
}
