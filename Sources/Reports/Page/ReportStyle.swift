/// How the page looks: light or dark as the reader's screen, always light on paper.
enum ReportStyle {
  static let css = """
    :root {
      color-scheme: light dark;
      --paper: #f6f4ef; --card: #ffffff; --ink: #1b2530; --muted: #5f6b78; --rule: #e2ded5;
      --accent: #0b6e67; --pale: #a9cdc8; --level: #b3691e;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --paper: #0f1419; --card: #171e25; --ink: #e7ebef; --muted: #98a4b1; --rule: #2b353f;
        --accent: #45bcae; --pale: #2b5f5b; --level: #e2a45b;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
    }
    main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
    header p, .note { color: var(--muted); }
    header p { margin: 0; }
    h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.02em; }
    h2 { font-size: 1.2rem; margin: 0 0 .15rem; letter-spacing: -.01em; }
    section {
      background: var(--card); border: 1px solid var(--rule); border-radius: 12px;
      padding: 1.4rem 1.5rem; margin-top: 1.25rem;
    }
    .note { margin: 0 0 1rem; max-width: 46rem; font-size: .94rem; }
    .after { margin: .9rem 0 0; }
    .tiles {
      display: grid; gap: 1px; padding: 0; overflow: hidden; background: var(--rule);
      grid-template-columns: repeat(3, 1fr); margin-top: 1.75rem;
    }
    .tile { background: var(--card); padding: 1.1rem 1.4rem 1.2rem; }
    .tile b {
      display: block; font-size: 1.75rem; line-height: 1.25; font-weight: 650;
      letter-spacing: -.02em; font-variant-numeric: tabular-nums;
    }
    .tile span { display: block; font-weight: 600; }
    .tile small { display: block; color: var(--muted); font-size: .85rem; line-height: 1.35; }
    figure { margin: 0; overflow-x: auto; }
    svg { display: block; width: 100%; min-width: 34rem; height: auto; }
    svg text { font-size: 12.5px; fill: var(--ink); font-variant-numeric: tabular-nums; }
    svg .tick { fill: var(--muted); }
    svg .name { font-weight: 600; }
    svg .small { font-size: 12px; }
    svg .big { font-size: 19px; font-weight: 650; }
    svg .on { fill: var(--card); }
    svg .heat, svg .bar { fill: var(--accent); }
    svg .bar-pale { fill: var(--pale); }
    svg .grid { stroke: var(--rule); }
    svg .axis { stroke: var(--muted); stroke-opacity: .5; }
    svg .level { stroke: var(--level); stroke-dasharray: 5 5; stroke-width: 1.5; }
    svg .level-name { fill: var(--level); font-weight: 600; }
    svg .own { fill: none; stroke: var(--accent); stroke-width: 3; stroke-linejoin: round;
      stroke-linecap: round; }
    svg .own-point { fill: var(--card); stroke: var(--accent); stroke-width: 2.5; }
    svg .own-name { fill: var(--accent); font-weight: 700; font-size: 15px;
      paint-order: stroke; stroke: var(--card); stroke-width: 5px; stroke-linejoin: round; }
    .scroll { overflow-x: auto; }
    figure + .scroll { margin-top: 1.4rem; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; }
    th, td { padding: .4rem .75rem; text-align: right; vertical-align: top;
      border-bottom: 1px solid var(--rule); font-variant-numeric: tabular-nums; }
    th:first-child, td:first-child { padding-left: 0; text-align: left; }
    th:last-child, td:last-child { padding-right: 0; }
    tr:last-child td { border-bottom: 0; }
    thead th { color: var(--muted); font-weight: 600; }
    .words td, .words th { text-align: left; }
    .words td:first-child { font-weight: 600; white-space: nowrap; }
    .words small { color: var(--muted); display: block; font-size: .87rem; }
    .words td:last-child { text-align: right; min-width: 9rem; }
    .key { display: inline-block; width: .75rem; height: .75rem; border-radius: 2px;
      margin: 0 .35rem 0 .9rem; background: var(--accent); vertical-align: baseline; }
    .key.pale { background: var(--pale); margin-left: 0; }
    footer { color: var(--muted); font-size: .85rem; margin-top: 1.5rem; }
    @media (max-width: 40rem) {
      main { padding: 1.5rem .75rem 3rem; }
      .tiles { grid-template-columns: repeat(2, 1fr); }
      section { padding: 1.1rem 1rem; }
    }
    @page { size: A4; margin: 14mm; }
    @media print {
      :root { color-scheme: light; --paper: #ffffff; }
      body { font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      main { max-width: none; padding: 0; }
      section { break-inside: avoid; border-color: #d5d0c6; padding: 1rem 1.2rem;
        margin-top: .9rem; }
      section.long { break-inside: auto; }
      tr { break-inside: avoid; }
      h2, .note { break-after: avoid; break-inside: avoid; }
      figure { break-inside: avoid; }
      .after { break-after: auto; }
      .tile { padding: .7rem 1rem .8rem; }
      .tile b { font-size: 1.3rem; }
      svg { min-width: 0; }
      figure, .scroll { overflow: visible; }
      table { font-size: .84rem; }
      th, td { padding-top: .26rem; padding-bottom: .26rem; }
      .words td:last-child { min-width: 0; white-space: nowrap; }
    }
    """
}
