package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for what a page should come to show. A busy
// machine takes its time, and only a broken page takes all of it.
const patience = time.Minute

// browser is a tab of a real Chromium, with all that it asked for and
// complained of.
type browser struct {
	t       *testing.T
	ctx     context.Context
	address string // of the server that is tested

	mu         sync.Mutex
	requests   []*network.Request
	complaints []string
}

// openBrowser starts a Chromium that knows nothing yet, for one test.
func openBrowser(t *testing.T, address string) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("drives a browser, which takes long; -short leaves it out")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		lacking(t, "chromium is not installed, which the tests of the pages need")
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		// What is not on this machine does not resolve.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.WindowSize(1280, 800),
		chromedp.WSURLReadTimeout(patience),
	)...)
	ctx, _ := chromedp.NewContext(allocator)
	b := &browser{t: t, ctx: ctx, address: address}
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Log("closing the browser:", err)
		}
		stop()
	})
	if err := chromedp.Listen(ctx, b.notice); err != nil {
		t.Fatal("the browser did not start: ", err)
	}
	return b
}

// notice keeps what the tests look at later.
func (b *browser) notice(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, event.Request)
	case *network.EventWebSocketCreated:
		b.requests = append(b.requests, &network.Request{URL: event.URL})
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, "exception: "+asJSON(event.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if event.Type == runtime.ConsoleAPICalledTypeError || event.Type == runtime.ConsoleAPICalledTypeWarning || event.Type == runtime.ConsoleAPICalledTypeAssert {
			b.complaints = append(b.complaints, "console: "+asJSON(event.Args))
		}
	case *log.EventEntryAdded: // refusals by the policy are among these
		if event.Entry.Level == log.EntryLevelError || event.Entry.Level == log.EntryLevelWarning {
			b.complaints = append(b.complaints, "log: "+event.Entry.Text+" "+event.Entry.URL)
		}
	}
}

func asJSON(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// do takes steps, which must succeed.
func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.fail(err.Error())
	}
}

// open loads a page of the server.
func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.address + path))
}

// eval gives the value of an expression in the page.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.fail(fmt.Sprintf("%s: %v", expression, err))
	}
	return value
}

// until waits for an expression in the page to be true. It is asked from here,
// not in the page: a policy without eval forbids that.
func (b *browser) until(expression string) {
	b.t.Helper()
	b.trying(expression, func() {})
}

// trying tries again and again to have an expression in the page come true, but
// not while it does.
func (b *browser) trying(expression string, try func()) {
	b.t.Helper()
	for deadline := time.Now().Add(patience); !eval[bool](b, "Boolean("+expression+")"); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.fail("never came true: " + expression)
		}
		try()
	}
}

// shows waits until an element that a selector names holds a text.
func (b *browser) shows(selector, text string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`[...document.querySelectorAll(%s)].some(e => e.innerText.replaceAll('\u00a0', ' ').includes(%s))`, asJSON(selector), asJSON(text)))
}

// click clicks on what a selector names, once it is there.
func (b *browser) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(selector, chromedp.NodeVisible))
}

// posted waits for a request to /graphql that has a text in its body.
func (b *browser) posted(text string) (header http.Header, body map[string]json.RawMessage) {
	b.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if header, body, found := b.lookup(text); found {
			return header, body
		}
		if time.Now().After(deadline) {
			b.fail("no request holds " + text)
		}
	}
}

func (b *browser) lookup(text string) (header http.Header, body map[string]json.RawMessage, found bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, request := range b.requests {
		var content strings.Builder
		for _, entry := range request.PostDataEntries {
			content.Write(entry.Bytes)
		}
		if request.URL == b.address+"/graphql" && strings.Contains(content.String(), text) {
			if err := json.Unmarshal([]byte(content.String()), &body); err != nil {
				b.t.Fatal(err)
			}
			header = http.Header{}
			for name, value := range request.Headers {
				header.Set(name, fmt.Sprint(value))
			}
			return header, body, true
		}
	}
	return nil, nil, false
}

// isContent checks that the page asked nobody else for anything and that
// nothing went wrong on the way.
func (b *browser) isContent() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.requests) == 0 {
		b.t.Error("no request was seen")
	}
	for _, request := range b.requests {
		address, err := url.Parse(request.URL)
		if err != nil || address.Scheme != "data" && address.Scheme != "blob" && address.Scheme+"://"+address.Host != b.address {
			b.t.Errorf("the page asks %s", request.URL)
		}
	}
	for _, complaint := range b.complaints {
		b.t.Error("the browser complains: ", complaint)
	}
}

// prefers sets what the system wishes: light or dark.
func (b *browser) prefers(scheme string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	}))
}

// picture saves what the page looks like, if ROLEGRAPH_SCREENSHOTS names a
// folder.
func (b *browser) picture(name string) {
	folder := os.Getenv("ROLEGRAPH_SCREENSHOTS")
	if folder == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644)
	}
	if err != nil {
		b.t.Error(err)
	}
}

// fail ends the test with what is known.
func (b *browser) fail(reason string) {
	b.t.Helper()
	b.picture("failed")
	b.mu.Lock()
	defer b.mu.Unlock()
	b.t.Fatalf("%s\n%s", reason, strings.Join(b.complaints, "\n"))
}
