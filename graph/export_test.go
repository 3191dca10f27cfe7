package graph

// HoldAll takes all the room for answers that wait for their clients.
func (s *Service) HoldAll() (release func()) {
	s.held.bytes.Add(maxWaitingBytes)
	return func() { s.held.bytes.Add(-maxWaitingBytes) }
}
