package kg

// MaxCount is where the numbers of walks and paths stop, after every step: the
// greatest up to which every whole number is exact in JSON.
const MaxCount = 1<<53 - 1

// AddCounts adds numbers of walks or paths that are at most MaxCount, and stops
// there.
func AddCounts(a, b int64) int64 { return min(a+b, MaxCount) }
