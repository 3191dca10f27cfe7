//go:build soak

package main

import (
	"testing"
	"time"
)

// TestHostileClientsForLong is TestHostileClients for longer, on a machine that does
// nothing else: 99 of 100 honest clients wait no longer than three times as long.
func TestHostileClientsForLong(t *testing.T) {
	underAttack(t, hostileTimes{10 * time.Second, time.Minute, 3})
}
