//go:build soak

package main

// keptConnections is how many clients stay connected in TestConnectionsThatStay.
const keptConnections = 10_000
