package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/store/neo4j/neo4jtest"
	"rolegraph/store/neo4j/neo4jtest/faultproxy"
)

// TestEncryptedDatabase has a database that takes encrypted connections only, with a
// databaseCertificate of a private authority, and asks for a password, which is changed while
// a server runs.
func TestEncryptedDatabase(t *testing.T) {
	certificates := t.TempDir()
	authority := databaseCertificate(t, certificates)
	database := neo4jtest.Start(t, neo4jtest.Options{Authentication: true, Settings: map[string]string{
		"server.bolt.tls_level":               "REQUIRED",
		"dbms.ssl.policy.bolt.enabled":        "true",
		"dbms.ssl.policy.bolt.base_directory": certificates,
		"dbms.ssl.policy.bolt.client_auth":    "NONE",
		"dbms.security.auth_lock_time":        "0s",
	}})
	address := strings.TrimPrefix(database.URI, "bolt://")
	const password, other = "first-secret", "second-secret"
	changePassword(t, "bolt+ssc://"+address, "neo4j", password)
	database.Username, database.Password = "neo4j", password
	environment(t, database)
	fillNew(t, "bolt+ssc://"+address, database)

	program := built(t)
	command := func(scheme string, trusted string, args ...string) (output string, err error) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		c := exec.CommandContext(ctx, program, args...)
		c.Env = append(os.Environ(), "NEO4J_URI="+scheme+"://"+address, "SSL_CERT_FILE="+trusted)
		text, err := c.CombinedOutput()
		return string(text), err
	}
	for _, scheme := range []string{"bolt", "neo4j", "bolt+s"} {
		if output, err := command(scheme, os.DevNull, "import", "seed"); err == nil || strings.Contains(output, password) {
			t.Errorf("%s:// without a trusted authority: %v, %s", scheme, err, output)
		}
	}
	if output, err := command("bolt+s", authority, "import", "seed"); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	for _, c := range []struct{ scheme, trusted string }{{"neo4j+s", authority}, {"neo4j+ssc", os.DevNull}, {"bolt+ssc", os.DevNull}} {
		ask := filepath.Join(certificates, "tool.graphql")
		if err := os.WriteFile(ask, []byte(smallAnswer), 0o600); err != nil {
			t.Fatal(err)
		}
		if output, err := command(c.scheme, c.trusted, "query", "--format", "json", ask); err != nil || output != `{"data":{"tool":{"name":"Git"}}}`+"\n" {
			t.Errorf("%s: %v, %s", c.scheme, err, output)
		}
	}

	proxy := faultproxy.Start(t, address)
	t.Setenv("NEO4J_URI", "bolt+ssc://"+proxy.Address())
	p := started(t, "--deadline", "2s")
	p.becomesReady(t)
	right := p.answersAgain(t, smallAnswer)

	// No byte that is changed comes through: there is the right answer, or none.
	random := mathrand.New(mathrand.NewPCG(1, 2))
	proxy.Set(t, faultproxy.Fault{Change: func(part []byte) { part[random.IntN(len(part))] ^= 1 << random.IntN(8) }})
	for range 10 {
		if reply := p.ask(t, smallAnswer); codeOf(reply) != "UNAVAILABLE" && codeOf(reply) != "TIMEOUT" {
			t.Errorf("of changed bytes there came %d %.300s", reply.status, reply.body)
		}
	}
	proxy.Set(t, faultproxy.Fault{})
	if again := p.answersAgain(t, smallAnswer); again != right {
		t.Errorf("after that: %.300s", again)
	}

	changePassword(t, "bolt+ssc://"+address, password, other)
	proxy.Set(t, faultproxy.Fault{Refuse: true}) // or it would go on with the connections that it has
	proxy.Set(t, faultproxy.Fault{})
	refused := p.ask(t, smallAnswer)
	for codeOf(refused) == "UNAVAILABLE" { // it may notice at once that they are closed
		refused = p.ask(t, smallAnswer)
	}
	if codeOf(refused) != "INTERNAL" || strings.Contains(refused.body, "credentials") || !strings.Contains(p.stderr.String(), "refuses the credentials") || strings.Contains(p.stderr.String(), password) {
		t.Errorf("with a password that is no longer right: %s\nlogged: %s", refused.body, p.stderr.String())
	}
	if ready := p.get(t, "/readyz"); ready.status != http.StatusServiceUnavailable || !strings.Contains(ready.body, "refuses the credentials") {
		t.Errorf("/readyz: %d %s", ready.status, ready.body)
	}
	changePassword(t, "bolt+ssc://"+address, other, password)
	changed := time.Now()
	if again := p.answersAgain(t, smallAnswer); again != right {
		t.Errorf("with the right password again: %.300s", again)
	}
	t.Logf("well again %s after the password was right again", time.Since(changed).Round(time.Millisecond))
}

// databaseCertificate writes a private key and a certificate for loopback into a folder, by
// the names that Neo4j has for them, and gives the file of who has signed it: itself.
func databaseCertificate(t *testing.T, folder string) (authority string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "rolegraph test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for name, block := range map[string]*pem.Block{
		"private.key": {Type: "PRIVATE KEY", Bytes: private},
		"public.crt":  {Type: "CERTIFICATE", Bytes: signed},
	} {
		if err := os.WriteFile(filepath.Join(folder, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, "public.crt")
}

// changePassword changes that of the database's user neo4j.
func changePassword(t *testing.T, uri, from, to string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	connection, err := driver.NewDriverWithContext(uri, driver.BasicAuth("neo4j", from, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(ctx)
	_, err = driver.ExecuteQuery(ctx, connection, "ALTER CURRENT USER SET PASSWORD FROM $from TO $to",
		map[string]any{"from": from, "to": to}, driver.EagerResultTransformer, driver.ExecuteQueryWithDatabase("system"))
	if err != nil {
		t.Fatal(err)
	}
}
