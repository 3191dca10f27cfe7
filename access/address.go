package access

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// clientAddress is where a request comes from: the other end of its connection, or,
// where that is a proxy that is trusted, what the proxy says of the other end of its
// own. A client can write anything into the header, but only before what the proxies
// add to it.
func clientAddress(r *http.Request, proxies []netip.Prefix) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{} // all of these share a budget
	}
	at := peer.Addr().Unmap()
	if !within(at, proxies) {
		return at
	}
	hops := strings.Join(r.Header["X-Forwarded-For"], ",")
	for hops != "" {
		comma := strings.LastIndexByte(hops, ',')
		named, err := netip.ParseAddr(strings.TrimSpace(hops[comma+1:]))
		if err != nil {
			break
		}
		if at = named.Unmap(); !within(at, proxies) {
			break
		}
		hops = hops[:max(comma, 0)]
	}
	return at
}

func within(address netip.Addr, prefixes []netip.Prefix) bool {
	return slices.ContainsFunc(prefixes, func(p netip.Prefix) bool { return p.Contains(address) })
}

// subscriber is all addresses of which one client may have its choice: an address of
// IPv4, and 64 bits of one of IPv6.
func subscriber(address netip.Addr) netip.Prefix {
	bits := 32
	if address.Is6() {
		bits = 64
	}
	prefix, _ := address.WithZone("").Prefix(bits) // none of no address
	return prefix
}
