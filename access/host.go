package access

import (
	"net"
	"net/netip"
	"strings"
)

// isThisMachine reports whether the host that a request names is this machine as it
// calls itself. A stranger's page may have its own name lead here: a browser then lets
// the page read what the server answers, which only this machine may.
func isThisMachine(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]") // there is no port
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if name == "" || name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(name)
	return err == nil && address.Unmap().IsLoopback()
}
