package embedded

// numberLists lends short lists of numbers from memory that is used again by the next
// plan.
type numberLists struct{ memory []uint32 }

// maxLent is how many numbers are kept for the next plan.
const maxLent = 1 << 16

// begin takes back what was lent.
func (l *numberLists) begin() {
	if cap(l.memory) > maxLent {
		l.memory = nil
	}
	l.memory = l.memory[:0]
}

// copyOf is a copy of a list, there until begin, that may be written but not grown.
func (l *numberLists) copyOf(numbers []uint32) []uint32 {
	start := len(l.memory)
	l.memory = append(l.memory, numbers...)
	return l.memory[start:len(l.memory):len(l.memory)]
}
