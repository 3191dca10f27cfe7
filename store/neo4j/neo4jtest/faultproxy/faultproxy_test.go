package faultproxy_test

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"

	"rolegraph/store/neo4j/neo4jtest/faultproxy"
)

const said = "0123456789"

// speaker is a server that says the same to each byte it is sent.
func speaker(t *testing.T) (address string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				for one := make([]byte, 1); ; {
					if _, err := connection.Read(one); err != nil {
						return
					}
					if _, err := io.WriteString(connection, said); err != nil {
						return
					}
				}
			}()
		}
	}()
	return listener.Addr().String()
}

// heard sends a byte, and gives what comes within a time.
func heard(t *testing.T, connection net.Conn, within time.Duration) (text string, err error) {
	t.Helper()
	if _, err := connection.Write([]byte{'?'}); err != nil {
		return "", err
	}
	if err := connection.SetReadDeadline(time.Now().Add(within)); err != nil {
		t.Fatal(err)
	}
	all := make([]byte, len(said))
	n, err := io.ReadFull(connection, all)
	return string(all[:n]), err
}

func TestFaults(t *testing.T) {
	proxy := faultproxy.Start(t, speaker(t))
	dial := func() net.Conn {
		connection, err := net.Dial("tcp", proxy.Address())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { connection.Close() })
		return connection
	}
	const soon, long = 100 * time.Millisecond, 10 * time.Second
	there := dial()
	if text, err := heard(t, there, long); text != said {
		t.Fatalf("without a fault: %q, %v", text, err)
	}

	proxy.Set(t, faultproxy.Fault{Stall: true, After: 4})
	for name, connection := range map[string]net.Conn{"one that is there": there, "a new one": dial()} {
		if text, err := heard(t, connection, soon); text != said[:4] || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%s that stalls: %q, %v", name, text, err)
		}
	}
	proxy.Set(t, faultproxy.Fault{})
	rest := make([]byte, len(said)-4)
	if err := there.SetReadDeadline(time.Now().Add(long)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(there, rest); err != nil || string(rest) != said[4:] {
		t.Errorf("when it goes on: %q, %v", rest, err)
	}

	proxy.Set(t, faultproxy.Fault{Rate: 20})
	begun := time.Now()
	if text, err := heard(t, there, long); text != said || time.Since(begun) < time.Duration(len(said)-1)*time.Second/20 {
		t.Errorf("one that is slow: %q, %v after %s", text, err, time.Since(begun))
	}

	proxy.Set(t, faultproxy.Fault{Change: func(part []byte) { part[0] = 'x' }})
	if text, err := heard(t, there, long); text != "x"+said[1:] {
		t.Errorf("one that changes bytes: %q, %v", text, err)
	}

	proxy.Set(t, faultproxy.Fault{Cut: true, After: 3})
	if text, err := heard(t, there, long); text != said[:3] || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("one that is cut: %q, %v", text, err)
	}

	proxy.Set(t, faultproxy.Fault{})
	there = dial()
	if text, err := heard(t, there, long); text != said {
		t.Errorf("healed: %q, %v", text, err)
	}
	proxy.Set(t, faultproxy.Fault{Refuse: true})
	if text, err := heard(t, there, long); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("one that is there, of a proxy that refuses: %q, %v", text, err)
	}
	if connection, err := net.Dial("tcp", proxy.Address()); err == nil {
		connection.Close()
		t.Error("a proxy that refuses takes connections")
	}
}
