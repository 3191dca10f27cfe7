package importer

import (
	"io"
	"io/fs"
)

// Progress is told how far an import has come.
type Progress interface {
	// Begin begins a file, which ends the one before. Its size in bytes is 0 where
	// nobody knows it.
	Begin(file string, size int64)
	// Advance says how many bytes of it, and how many rows, have been read.
	Advance(bytes int64, rows int)
}

// watched reads a file and tells the progress.
type watched struct {
	from     io.Reader
	bytes    int64
	file     *fileReport
	progress Progress
}

// Read reads on.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.from.Read(p)
	w.bytes += int64(n)
	w.progress.Advance(w.bytes, w.file.read)
	return n, err
}

// watch has what is read of the report's file told to the progress, if there is
// one.
func (f *fileReport) watch(file io.Reader) io.Reader {
	if f.progress == nil {
		return file
	}
	size := int64(0)
	if known, ok := file.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := known.Stat(); err == nil {
			size = info.Size()
		}
	}
	f.begin(size)
	return &watched{from: file, file: f, progress: f.progress}
}

func (f *fileReport) begin(size int64) {
	if f.progress != nil {
		f.progress.Begin(f.name, size)
	}
}

// row counts a row of a file that is in memory, every so often.
func (f *fileReport) row() {
	f.read++
	if f.progress != nil && f.read%1024 == 0 {
		f.progress.Advance(0, f.read)
	}
}
