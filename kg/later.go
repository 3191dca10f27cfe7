package kg

// later computes a value beside the caller. What it gives waits for the value.
func later[T any](compute func() T) func() T {
	var value T
	done := make(chan struct{})
	go func() {
		defer close(done)
		value = compute()
	}()
	return func() T {
		<-done
		return value
	}
}
