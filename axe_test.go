package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// accessible has axe-core look for what keeps people from using the page that is
// shown. It is among what builds the pages.
func (b *browser) accessible(name string) {
	b.t.Helper()
	const file = "web/node_modules/axe-core/axe.min.js"
	script, err := os.ReadFile(file)
	if err != nil {
		lacking(b.t, "npm ci in the folder web has not been run, which brings axe-core")
	}
	eval[chromedp.Void](b, string(script)+`;undefined`)
	eval[chromedp.Void](b, `axe.run().then(results => {
		globalThis.found = results.violations.filter(violation => ["serious", "critical"].includes(violation.impact))
			.map(({ id, help, nodes }) => id + ": " + help + ": " + nodes.map(node => node.html).join(" "));
		globalThis.passed = results.passes.length;
	}, error => { globalThis.found = [String(error)]; globalThis.passed = 1; }); undefined`)
	b.until(`globalThis.passed`)
	if found := eval[[]string](b, `found`); len(found) > 0 {
		b.t.Errorf("%s:\n%s", name, strings.Join(found, "\n"))
	}
	eval[chromedp.Void](b, `delete globalThis.passed; undefined`)
}

func TestExplorerIsAccessible(t *testing.T) {
	b := openBrowser(t, started(t).address)
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{360, 1280} {
			b.do(chromedp.EmulateViewport(width, 800))
			b.prefers(scheme)
			where := func(what string) string { return fmt.Sprintf("%s, %s, %d wide", what, scheme, width) }
			b.open("/")
			b.until(`document.querySelector(".holdings")`)
			b.accessible(where("the start"))
			b.do(chromedp.SendKeys(searchField, "data"))
			b.until(suggestions + `.length > 1`)
			b.keys(kb.ArrowDown)
			b.accessible(where("suggestions"))
			b.open("/role/data-science-engineer")
			b.until(drawn + ` && document.querySelector("section[aria-labelledby=similar-roles] td")`)
			b.click(".as-list summary")
			b.accessible(where("a role"))
			b.open("/nothing")
			b.at("/nothing", "There is nothing here")
			b.accessible(where("nothing"))
		}
	}
}
