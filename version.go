package main

import (
	"crypto/rand"
	"runtime/debug"
	"strings"
)

// release is the version of the program where the linker is told it, as in images,
// which are built without the repository.
var release string

// version is that of the program: the one that the linker was told, or what the Go
// tools have recorded of the build.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version
}

// commit says which commit the program is of, and whether it was changed; empty where
// that is not known.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	told := ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision":
			told = " of commit " + setting.Value + told
		case setting.Key == "vcs.modified" && setting.Value == "true":
			told += ", changed"
		}
	}
	return told
}

// build tells programs apart whose answers may differ. One that does not know what it
// was made of is like no other, not even itself the next time.
func build() string {
	of := version() + commit()
	if release == "" && (commit() == "" || strings.HasSuffix(of, ", changed")) {
		return of + " " + rand.Text()
	}
	return of
}
