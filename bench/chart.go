package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// The chart has a row for each contestant of each operation, and a panel for each
// of throughput, times and processor time. Scales are logarithmic, because the
// contestants are orders of magnitude apart.
const (
	rowHeight  = 11
	labelWidth = 350
	panelWidth = 230
	panelGap   = 30
	headHeight = 64
)

// colours are those of the contestants, told apart by people who see colours
// differently, too (the palette of Okabe and Ito).
var colours = map[string]string{
	onEmbedded: "#0072b2",
	ceiling:    "#999999",
	onNeo4j:    "#009e73",
	limit:      "#e69f00",
	peerPlain:  "#cc79a7",
	peerBest:   "#d55e00",
}

// panel is one of the chart's: bars from low to high, with what is higher is lower
// on the scale of powers of ten.
type panel struct {
	title string
	low   func(one, many *measurement) float64
	high  func(one, many *measurement) float64
}

func panels() []panel {
	inMilliseconds := func(nanoseconds float64) float64 { return nanoseconds / 1e6 }
	return []panel{
		{
			title: "answers a second, 16 clients",
			high:  func(_, many *measurement) float64 { return many.Throughput },
		},
		{
			title: "p50 to p99 in ms, 1 client",
			low:   func(one, _ *measurement) float64 { return inMilliseconds(float64(one.P50)) },
			high:  func(one, _ *measurement) float64 { return inMilliseconds(float64(one.P99)) },
		},
		{
			title: "p50 to p99 in ms, 16 clients",
			low:   func(_, many *measurement) float64 { return inMilliseconds(float64(many.P50)) },
			high:  func(_, many *measurement) float64 { return inMilliseconds(float64(many.P99)) },
		},
		{
			title: "processor ms: server, with database",
			low:   func(_, many *measurement) float64 { return inMilliseconds(float64(many.ServerTime)) },
			high:  func(_, many *measurement) float64 { return inMilliseconds(processors(many)) },
		},
		{
			title: "bytes of an answer",
			high:  func(_, many *measurement) float64 { return float64(many.Bytes) },
		},
	}
}

// chart is the chart of the first size of the data, as SVG.
func (r *results) chart(asked []*operation) string {
	copies := r.sizes()[0]
	var rows strings.Builder
	y := headHeight
	drawn := panels()
	scales := make([]scale, len(drawn))
	for i, p := range drawn {
		scales[i] = r.scaleOf(copies, asked, p, labelWidth+i*(panelWidth+panelGap))
	}
	for _, o := range asked {
		fmt.Fprintf(&rows, `<text x="8" y="%d">%s</text>`+"\n", y+rowHeight, html.EscapeString(o.title))
		for _, c := range contestants() {
			one, many := r.both(copies, o.name, c.name)
			if one == nil {
				continue
			}
			for i, p := range drawn {
				scales[i].bar(&rows, p, one, many, y, colours[c.name])
			}
			y += rowHeight
		}
		y += rowHeight
	}
	width := labelWidth + len(drawn)*(panelWidth+panelGap)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" font-family="sans-serif" font-size="11">`+"\n", width, y)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="white"/>`+"\n", width, y)
	x := 8
	for _, c := range contestants() {
		fmt.Fprintf(&b, `<rect x="%d" y="8" width="10" height="10" fill="%s"/><text x="%d" y="17">%s</text>`+"\n", x, colours[c.name], x+14, titles[c.name])
		x += 150
	}
	for i, p := range drawn {
		scales[i].axis(&b, p.title, y)
	}
	b.WriteString(rows.String())
	b.WriteString("</svg>\n")
	return b.String()
}

// scale places numbers from 10^from to 10^to on a panel.
type scale struct {
	x, from, to float64
}

// scaleOf has room for all that a panel shows.
func (r *results) scaleOf(copies int, asked []*operation, p panel, x int) scale {
	least, most := math.Inf(1), math.Inf(-1)
	for _, o := range asked {
		for _, c := range contestants() {
			one, many := r.both(copies, o.name, c.name)
			if one == nil {
				continue
			}
			high := p.high(one, many)
			low := high
			if p.low != nil {
				low = p.low(one, many)
			}
			if low > 0 {
				least = min(least, low)
			}
			most = max(most, high)
		}
	}
	return scale{float64(x), math.Floor(math.Log10(least)), math.Ceil(math.Log10(most))}
}

// at is where a number is; what is less than the scale has is at its beginning.
func (s scale) at(n float64) float64 {
	share := (math.Log10(n) - s.from) / max(s.to-s.from, 1)
	return s.x + panelWidth*max(share, 0)
}

func (s scale) bar(b *strings.Builder, p panel, one, many *measurement, y int, colour string) {
	end := s.at(p.high(one, many))
	begin := s.x
	if p.low != nil {
		begin = s.at(p.low(one, many))
		// A range begins behind a thin line, so that it is seen which row it is of.
		fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="1" fill="%s"/>`, s.x, y+rowHeight/2, begin-s.x, colour)
	}
	fmt.Fprintf(b, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`+"\n", begin, y+1, max(end-begin, 1), rowHeight-2, colour)
}

// axis draws a panel's title and a line at each power of ten.
func (s scale) axis(b *strings.Builder, title string, bottom int) {
	fmt.Fprintf(b, `<text x="%.0f" y="38">%s</text>`+"\n", s.x, html.EscapeString(title))
	for power := s.from; power <= s.to; power++ {
		x := s.at(math.Pow(10, power))
		fmt.Fprintf(b, `<line x1="%[1]s" x2="%[1]s" y1="%[2]d" y2="%[3]d" stroke="#ddd"/><text x="%[1]s" y="54" text-anchor="middle" fill="#666">%[4]s</text>`+"\n",
			fmt.Sprintf("%.1f", x), headHeight-6, bottom, label(power))
	}
}

// label is a power of ten.
func label(power float64) string {
	n := math.Pow(10, power)
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.0fM", n/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.0fk", n/1e3)
	default:
		return fmt.Sprintf("%g", n)
	}
}
