import QtQuick

// The appointment's time has passed: stand in line, or find another time.
Answer {
    name: "late"
    card: shown.late
}
