package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// visitor is a client that stays connected.
type visitor struct {
	connection net.Conn
	responses  *bufio.Reader
}

func (v *visitor) ask() error {
	_ = v.connection.SetDeadline(time.Now().Add(time.Minute))
	if _, err := fmt.Fprintf(v.connection, "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(anOperation), anOperation); err != nil {
		return err
	}
	response, err := http.ReadResponse(v.responses, nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); err != nil || string(body) != itsAnswer || response.Close {
		return fmt.Errorf("answered %d %s, %w", response.StatusCode, body, err)
	}
	return nil
}

// TestConnectionsThatStay has many clients connected at once, each of which asks three
// times. Each may take so much memory while it waits, and nothing of it stays behind.
func TestConnectionsThatStay(t *testing.T) {
	const (
		eachMayTake = 48 << 10 // bytes
		allMayTake  = 64 << 20 // besides: what answering takes, whoever asks
	)
	var files syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files); err != nil {
		t.Fatal(err)
	}
	if files.Max < keptConnections+200 {
		t.Skipf("a process may have %d files open, and this needs %d: ulimit -Hn", files.Max, keptConnections+200)
	}
	p := startedSeparately(t, "--data", filepath.Join(t.TempDir(), "none.db"), "--connection-limit", strconv.Itoa(keptConnections+100))
	goroutines, memory := p.measured(t, "go_goroutines"), p.measured(t, "process_resident_memory_bytes")

	visitors := make([]*visitor, keptConnections)
	defer func() {
		for _, v := range visitors {
			if v != nil {
				v.connection.Close()
			}
		}
	}()
	const atATime = 50
	for range 3 {
		var asking errgroup.Group
		asking.SetLimit(atATime)
		for i := range visitors {
			asking.Go(func() error {
				if visitors[i] == nil {
					connection, err := net.Dial("tcp", strings.TrimPrefix(p.address, "http://"))
					if err != nil {
						return err
					}
					visitors[i] = &visitor{connection, bufio.NewReaderSize(connection, 1024)}
				}
				return visitors[i].ask()
			})
		}
		if err := asking.Wait(); err != nil {
			t.Fatal(err)
		}
		took := p.measured(t, "process_resident_memory_bytes") - memory
		if took > keptConnections*eachMayTake+allMayTake {
			t.Errorf("%d connections take %d kB each", keptConnections, took/keptConnections>>10)
		}
		t.Logf("%d connections: %d MB", keptConnections, took>>20)
	}
	if now := p.measured(t, "go_goroutines"); now < keptConnections {
		t.Errorf("%d goroutines: not all clients are connected", now)
	}
	var closing sync.WaitGroup
	for _, v := range visitors {
		closing.Go(func() { v.connection.Close() })
	}
	closing.Wait()
	for deadline := time.Now().Add(20 * time.Second); p.measured(t, "go_goroutines") > goroutines+5; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines afterwards, %d before", p.measured(t, "go_goroutines"), goroutines)
		}
	}
}
