package server

import "net/http"

// handler wraps the routes in what is the same for all requests. The order is, from
// the outside:
//
//   - the id first, since all that follows may tell it;
//   - who observes, which so sees each answer as the client gets it, refusals as well;
//   - headers of security and for pages of other servers, which are on refusals, too: a
//     page can read no refusal without them, and asks beforehand without a token;
//   - the bound on requests, before there is work;
//   - compression, which packs also what is said of a panic;
//   - panics, next to where they come from.
//
// Who may ask is decided by the routes, each for itself (package access). How many
// operations are worked on at a time is bounded where they are (package graph): here a
// client that sends its body slowly, or takes its answer slowly, would hold a place.
func handler(config Config) http.Handler {
	next := recovering(config.Routes, config.Log)
	next = compressing(next)
	next = bounded(next, config.Connections)
	next = shared(next, config.Origins, config.Shared)
	next = secured(next, config.encrypts())
	if config.Observe != nil {
		next = config.Observe(next)
	}
	return identified(next)
}
