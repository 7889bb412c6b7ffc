import QtQuick

// The time that was booked, with the code to come with; or what became of the wish instead.
Item {
    id: booked

    readonly property bool done: shown.booked.number !== ""

    Answer {
        anchors.fill: parent
        visible: !booked.done
        name: "not_booked"
        card: booked.done ? ({ title: { main: "", beside: "" }, sign: "wait", text: "", home: "",
                               first: { tap: "", label: "", able: false },
                               second: { tap: "", label: "", able: false } })
                          : shown.booked
    }
    Appointed {
        anchors.fill: parent
        visible: booked.done
        card: booked.done ? shown.booked : ({})
    }
}
