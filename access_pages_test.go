package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// guardedServer is the whole program for those who have a token.
func guardedServer(t *testing.T) (address, token string) {
	t.Helper()
	token, line := tokenFor(t, "ann")
	seedOnly(t)
	return started(t, "--tokens", fileOf(t, line)).address, token
}

// kept reports where the browser has stored a token.
func (b *browser) kept(token string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf(`[sessionStorage, localStorage].map(storage => Object.values(storage).some(text => text.includes(%s))).join() + document.cookie`, asJSON(token)))
}

// TestExplorerOfAServerForThoseWithTokens gives a wrong token and a right one.
func TestExplorerOfAServerForThoseWithTokens(t *testing.T) {
	address, token := guardedServer(t)
	b := explorer(t, address, "/tool/docker")
	b.shows(`[role="alert"]`, "The server wants to know who asks.")
	b.shows("form.token label", "The server answers those who have a token. Yours:")
	b.picture("explorer-token")
	b.accessible("the form for a token")
	b.do(chromedp.SendKeys("#token", "rolegraph_wrong"))
	b.click("form.token button")
	b.shows("form.token label", "The server does not take your token. Another one:")
	b.do(chromedp.SendKeys("#token", " "+token+" \r"))
	b.at("/tool/docker", "Docker")
	b.until(`document.querySelector("form.token") === null`)
	// Who has a token learns that there is no such thing.
	b.open("/tool/no-such-tool")
	b.until(`document.querySelector("h1")?.innerText === "There is nothing here" && document.querySelector("form.token") === null`)
	if got := b.kept(token); got != "true,false" {
		t.Errorf("the token is in the storage of the session, and for good: %s", got)
	}
	b.click(`//footer//a[.="Schema"]`)
	b.until(`location.protocol === "blob:" && document.body.innerText.includes("type Query")`)
}

// TestPlaygroundOfAServerForThoseWithTokens has the schema once there is a token.
func TestPlaygroundOfAServerForThoseWithTokens(t *testing.T) {
	address, token := guardedServer(t)
	b := playground(t, address)
	b.until(`document.querySelector("#token").matches('[aria-invalid="true"][placeholder="needed"]')`)
	b.picture("playground-token")
	b.do(chromedp.SendKeys("#token", token))
	b.until(`document.querySelector("#token").getAttribute("aria-invalid") === "false"`)
	b.panel("Documentation Explorer")
	b.shows(".graphiql-doc-explorer-content", "Query")
	eval[chromedp.Void](b, editor("operation")+`.setValue("query Git { tool(slug: \"git\") { name } }")`)
	b.titled("Git")
	b.click(`button[aria-label^="Execute query"]`)
	b.until(editor("response") + `.getValue().replace(/\s/g, "") === '{"data":{"tool":{"name":"Git"}}}'`)
	if got := b.kept(token); got != "true,false" {
		t.Errorf("the token is in the storage of the session, and for good: %s", got)
	}
	b.click(`//header//a[.="Schema"]`)
	b.until(`location.protocol === "blob:" && document.body.innerText.includes("type Query")`)
}
