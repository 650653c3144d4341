-- What the report's Markdown means, for both renderers.
--
-- Quarto numbers and refers by itself; it gets only the blocks and styles that it doesn't know.
-- The embedded renderer hands over the whole book as one document, with a marker before every cell
-- (a raw block of the format "lkip": chapter, kind, cell) and one at the end, and gets everything from here:
-- 1. collect: numbers of chapters, sections, tables and figures; whatever is outside the dialect
-- 2. resolve: references, across chapters; markers become page starts
-- 3. rewrite: tables, figures, boxes

local typst = FORMAT == "typst"
local web = FORMAT:match "^html" ~= nil
local docx = FORMAT == "docx"
local embedded = quarto == nil
local live = false  -- whether Quarto makes pages of its own, at the project's root; it takes along one drawing only
local nbsp = "\u{a0}"

-- What the Word file needs; Quarto doesn't make one.
local word_file = embedded and docx and dofile(pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), "word.lua" })

-- Small things ---------------------------------------------------------------------------------

local writer = typst and "typst" or docx and "openxml" or "html"

local function raw(text)
  return pandoc.RawBlock(writer, text)
end

local function wrap(open, blocks, close)
  local out = pandoc.Blocks { raw(open) }
  out:extend(blocks)
  out:insert(raw(close))
  return out
end

local function html(inlines)
  return pandoc.write(pandoc.Pandoc { pandoc.Plain(inlines) }, "html", { wrap_text = "none" })
end

local function escape(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0") .. '"'
end

local function exists(path)
  local file = io.open(path)
  return file ~= nil and file:close()
end

-- What only the web has ------------------------------------------------------------------------

local downloads = {}  -- what the report offers to take along: { nama, tautan }

local function read_downloads(meta)
  for _, entry in ipairs(meta.lkip and meta.lkip.unduhan or {}) do
    downloads[#downloads + 1] = {
      nama = pandoc.utils.stringify(entry.nama), tautan = pandoc.utils.stringify(entry.tautan),
    }
  end
end

local function list_downloads()
  local items = {}
  for i, entry in ipairs(downloads) do
    items[i] = ('<li><a class="tombol" href="%s" download>%s</a></li>'):format(escape(entry.tautan), escape(entry.nama))
  end
  return raw('<ul class="unduhan">' .. table.concat(items) .. "</ul>")
end

-- A box that holds numbered things, or markers because it isn't closed, stays: that is complained about.
local function choose_visible(div)
  if not div.classes:includes "content-visible" then
    return nil
  end
  local plain = true
  local function refuse_if(found)
    plain = plain and not found
  end
  div.content:walk {
    Div = function(inner) refuse_if(inner.identifier:match "^tbl%-") end,
    Figure = function() refuse_if(true) end,
    RawBlock = function(block) refuse_if(block.format == "lkip") end,
  }
  return plain and (web and div.content or {}) or nil
end

-- Tabs stand one below the other, each under its title: paper has no other way, and a page that is searched shows all.
local function unfold_tabs(div)
  return div.content:walk {
    Header = function(header)
      return pandoc.Para { pandoc.Strong(header.content) }
    end,
  }
end

-- Elsewhere there is nothing beside the report that a link could open.
local function drop_download(para)
  local link = #para.content == 1 and para.content[1]
  return not web and link and link.t == "Link" and link.classes:includes "unduh" and {} or nil
end

-- Words and places -----------------------------------------------------------------------------

local words = {}     -- the labels of _language.yml
local here = {}      -- where the walk is: berkas (chapter), jenis (bab, lampiran), sel (cell)
local problems = {}
local targets = {}   -- what can be referred to: identifier -> { word, number, page, title, image }
local tops = {}      -- the identifier of each chapter's heading

local function complain(text)
  problems[#problems + 1] = ("%s.ipynb, sel ke-%s: %s"):format(here.berkas, here.sel, text)
end

local function stop_on_problems()
  if #problems > 0 then
    io.stderr:write(table.concat(problems, "\n"), "\n")
    os.exit(65)
  end
end

-- Return whether the walk enters another chapter with this marker.
local function enter(marker)
  local before = here.berkas
  here.berkas, here.jenis, here.sel = marker.text:match "^(%S+) (%S+) (%d+)"
  return here.berkas ~= before
end

-- 1. Numbers, and what is outside the dialect ---------------------------------------------------

local counts = { bab = 0, lampiran = 0 }
local chapter = {}   -- of the chapter at hand: number (nil in front matter), level, sections, tbl, fig

local function start_chapter()
  chapter = { level = 0, sections = { 0, 0, 0, 0 }, tbl = 0, fig = 0 }
end

local function remember(id, word, number, title, image)
  if targets[id] then
    complain(("penanda «%s» dipakai dua kali."):format(id))
  end
  targets[id] = {
    word = words[word], number = number, page = here.berkas .. ".html#" .. id,
    title = pandoc.utils.stringify(title), image = image,
  }
end

local function number_chapter(header)
  if not header.classes:includes "unnumbered" then
    counts[here.jenis] = counts[here.jenis] + 1
    local n = counts[here.jenis]
    chapter.number = here.jenis == "bab" and tostring(n) or string.char(64 + n)
  end
end

local function number_section(level)
  chapter.sections[level] = chapter.sections[level] + 1
  for deeper = level + 1, 4 do
    chapter.sections[deeper] = 0
  end
  return chapter.number .. "." .. table.concat(chapter.sections, ".", 2, level)
end

local function check_level(header)
  if header.level == 1 and chapter.level > 0 then
    complain "judul tingkat 1 kedua; satu bab hanya memuat satu."
  elseif header.level > chapter.level + 1 then
    complain(("judul melompat dari tingkat %d ke tingkat %d."):format(chapter.level, header.level))
  elseif header.level > 4 then
    complain "judul lebih dalam dari tingkat 4."
  end
  chapter.level = header.level
end

local function put_number(header, number)
  header.attributes.nomor = number
  if not typst then
    header.content:insert(1, pandoc.Space())
    header.content:insert(1, pandoc.Span(number, { class = "nomor", ["custom-style"] = docx and "Nomor" or nil }))
  end
end

local function number_header(header)
  check_level(header)
  local word = "crossref-sec-prefix"
  local number
  if header.level == 1 then
    tops[here.berkas] = header.identifier
    number_chapter(header)
    word = here.jenis == "bab" and "crossref-ch-prefix" or "crossref-apx-prefix"
    number = chapter.number
  elseif chapter.number and header.level <= 4 and not header.classes:includes "unnumbered" then
    number = number_section(header.level)
  end
  if not number then
    header.classes:insert "unnumbered"
    return header
  end
  remember(header.identifier, word, number, header.content)
  put_number(header, header.level == 1 and words[word] .. nbsp .. number or number)
  return header
end

local function number_float(kind, id, caption, image)
  if not chapter.number then
    return complain(("«%s»: bagian awal tidak memuat tabel dan gambar bernomor."):format(id))
  end
  chapter[kind] = chapter[kind] + 1
  remember(id, "crossref-" .. kind .. "-title", chapter.number .. "." .. chapter[kind], caption, image)
end

local boxes = pandoc.List {
  "callout-note", "callout-tip", "callout-warning", "callout-important",
  "landscape", "tanda-tangan", "kartu", "kartu-angka", "belum", "catatan-tabel",
  "unduhan", "panel",
}

local function is_table(block)
  return block and block.t == "RawBlock" and block.format == "html"
    and block.text:match "^%s*<table[^>]*lkip%-tabel.*</table>%s*$" ~= nil
end

-- Markdown's own tables become what lkip's are: a raw table, in a box where they have a label and a caption.

local aligns = { AlignRight = "right", AlignCenter = "center" }

local function check_cells(table)
  local function refuse_in_cell(what)
    return function()
      complain(what .. " di dalam sel tabel Markdown; tulislah di luar tabelnya.")
    end
  end
  table:walk {
    Cite = function(cite)
      return cite.citations[1].id:match "^%l%l%l%-" and refuse_in_cell "rujukan" () or nil
    end,
    Image = refuse_in_cell "gambar",
    Math = refuse_in_cell "rumus",
    Note = refuse_in_cell "catatan kaki",
  }
end

local function write_cell(tag, cell, align)
  local blocks = cell.contents:map(function(block) return block.t == "Para" and pandoc.Plain(block.content) or block end)
  local span = cell.col_span > 1 and (' colspan="%d"'):format(cell.col_span) or ""
  span = span .. (cell.row_span > 1 and (' rowspan="%d"'):format(cell.row_span) or "")
  local text = pandoc.write(pandoc.Pandoc(blocks), "html", { wrap_text = "none" }):gsub("%s+$", ""):gsub("`", "&#96;")
  return ('<%s%s style="text-align: %s">%s</%s>'):format(tag, span, align, text, tag)
end

local function write_rows(tag, rows, specs, longest)
  local out = {}
  for _, row in ipairs(rows) do
    local cells = {}
    for i, cell in ipairs(row.cells) do
      cells[i] = write_cell(tag, cell, aligns[specs[i] and specs[i][1]] or "left")
      if longest[i] and cell.col_span == 1 then
        longest[i] = math.min(40, math.max(longest[i], utf8.len(pandoc.utils.stringify(cell.contents)) or 0))
      end
    end
    out[#out + 1] = "<tr>" .. table.concat(cells) .. "</tr>"
  end
  return table.concat(out, "\n")
end

local function write_table(found)
  local specs, longest, body = found.colspecs, {}, {}
  for i in ipairs(specs) do
    longest[i] = 4
  end
  local head = write_rows("th", found.head.rows, specs, longest)
  for _, part in ipairs(found.bodies) do
    body[#body + 1] = write_rows("th", part.head, specs, longest)
    body[#body + 1] = write_rows("td", part.body, specs, longest)
  end
  body[#body + 1] = write_rows("td", found.foot.rows, specs, longest)
  local total, columns = 0, {}
  for _, length in ipairs(longest) do
    total = total + length
  end
  for i, spec in ipairs(specs) do
    columns[i] = ('<col style="width: %.1f%%">'):format(100 * (spec[2] or longest[i] / total))
  end
  return ('<table class="lkip-tabel">\n<colgroup>%s</colgroup>\n<thead>\n%s\n</thead>\n<tbody>\n%s\n</tbody>\n</table>'):format(
    table.concat(columns), head, table.concat(body, "\n"))
end

-- The label stands behind the caption: «: Judul {#tbl-x}».
local function split_caption(found)
  local inlines = found.caption.long[1] and found.caption.long[1].content or pandoc.Inlines {}
  local last = inlines[#inlines]
  local label = last and last.t == "Str" and last.text:match "^{#(tbl%-[%w._-]+)}$"
  if label then
    inlines:remove()
    if #inlines > 0 and inlines[#inlines].t == "Space" then
      inlines:remove()
    end
  end
  return inlines, label or found.identifier:match "^tbl%-.*" or ""
end

local function own_table(found)
  check_cells(found)
  local caption, label = split_caption(found)
  local block = pandoc.RawBlock("html", write_table(found))
  if label == "" or #caption == 0 then
    return #caption > 0 and { pandoc.Para(caption), block } or block, false
  end
  number_float("tbl", label, caption)
  return pandoc.Div({ block, pandoc.Para(caption) }, { id = label }), false
end

-- Quarto's usual form of a callout begins with a heading: its title, no heading of the chapter.
local function take_title(div)
  local first = div.content[1]
  if first and first.t == "Header" then
    div.attributes.title = pandoc.utils.stringify(first)
    div.content:remove(1)
  end
  return div
end

local function check_div(div)
  if div.identifier:match "^tbl%-" then
    number_float("tbl", div.identifier, div.content[2] or "")
    if not (is_table(div.content[1]) and #div.content == 2 and div.content[2].t == "Para") then
      complain(("«%s»: harus berisi satu tabel, lalu satu paragraf judul tabel."):format(div.identifier))
    end
  elseif div.classes:includes "pemisah-halaman" then
    return typst and raw "#pagebreak(weak: true)" or docx and raw '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' or {}
  elseif (div.classes[1] or ""):match "^callout%-" and boxes:includes(div.classes[1]) then
    return take_title(div)
  elseif div.classes:includes "content-visible" then
    complain "kotak «content-visible» hanya boleh memuat yang tidak bernomor, agar nomornya sama dalam semua bentuk."
  elseif not boxes:includes(div.classes[1] or "") then
    complain(("kotak «:::» berjenis «%s» tidak dikenal."):format(div.classes[1] or div.identifier))
  end
end

-- Without a label it isn't numbered: its caption is a line below.
local function part_figure(figure)
  return { pandoc.Para(figure.content[1].content), pandoc.Para { pandoc.Emph(figure.caption.long[1].content) } }
end

local function check_image(image)
  if not exists(image.src) then
    complain(("gambar «%s» tidak ada; letakkan di notebooks/ atau di folder data instansi."):format(image.src))
  end
  if not image.attributes["fig-alt"] then
    local caption = pandoc.utils.stringify(image.caption)
    image.attributes["fig-alt"] = caption ~= "" and caption or "Gambar tanpa keterangan"
    return image
  end
end

local function refuse(what)
  return function()
    complain(what .. " di luar ragam yang dikenal.")
  end
end

local function collect(doc)
  local starts = {}
  for _, block in ipairs(doc.blocks) do
    if block.t == "RawBlock" and block.format == "lkip" then
      starts[block.text] = true
    end
  end
  return doc:walk {
    traverse = "topdown",
    Header = number_header,
    Div = check_div,
    Table = own_table,
    Figure = function(figure)
      if not figure.identifier:match "^fig%-" then
        check_image(figure.content[1].content[1])
        return part_figure(figure), false
      end
      number_float("fig", figure.identifier, figure.caption.long, figure.content[1].content[1].src)
    end,
    Image = check_image,
    Link = function(link)
      if link.target:match "%.ipynb" then
        complain(("tautan ke «%s»; rujuklah bab dengan «@sec-…»."):format(link.target))
      end
    end,
    RawBlock = function(block)
      if block.format == "lkip" then
        local last = { berkas = here.berkas, sel = here.sel }
        if enter(block) then
          if not starts[block.text] then
            here = last
            complain "kotak «:::» belum ditutup sampai akhir bab."
            enter(block)
          end
          start_chapter()
        end
      elseif block.text:match "^<!%-%-[^>]*%-%->%s*$" then
        return {} -- a comment says nothing
      elseif not is_table(block) then
        complain "HTML atau kode mentah selain tabel «lkip-tabel» di luar ragam yang dikenal."
      end
    end,
    RawInline = refuse "HTML atau kode mentah",
  }
end

-- 2. References --------------------------------------------------------------------------------

local function refer(id)
  local target = targets[id]
  if not target then
    complain(("rujukan «@%s» tidak dikenal."):format(id))
    return pandoc.Str("@" .. id)
  elseif typst then
    return pandoc.RawInline("typst", ("#ref(<%s>, supplement: [%s]);"):format(id, target.word))
  elseif word_file and not id:match "^sec%-" then
    return word_file.refer(id, target)
  end
  -- A page shows on hover where a reference leads to, also when it can't look into the other page.
  local about = { { "data-judul", target.title }, target.image and { "data-gambar", target.image } }
  return pandoc.Link(target.word .. nbsp .. target.number, target.page, "", { "", { "rujukan" }, about })
end

local function resolve_cite(cite)
  local out = pandoc.Inlines {}
  for i, citation in ipairs(cite.citations) do
    if not citation.id:match "^%l%l%l%-" then
      if citation.mode ~= "AuthorInText" then
        complain(("kutipan pustaka «[@%s]» belum dapat dimuat; tulis sumbernya, mis. dalam catatan kaki."):format(citation.id))
      end
      return cite.content -- an @ of ordinary text
    end
    out:extend(i > 1 and { pandoc.Str ",", pandoc.Space() } or {})
    out:extend(citation.prefix)
    out:extend(#citation.prefix > 0 and { pandoc.Space() } or {})
    out:insert(refer(citation.id))
    out:extend(citation.suffix)
  end
  return out
end

-- Front matter, chapters and appendices each have page numbers or headings of their own in print.
local function start_part(new)
  if word_file then
    return word_file.mark "pokok"
  elseif new == "bab" then
    return raw "#show: bagian-pokok"
  elseif new == "lampiran" then
    return raw "#show: bagian-lampiran"
  end
end

-- On the web each chapter ends with its own footnotes; paper has them at the foot of the page.
local footnotes = pandoc.List {}

local function put_footnote(note)
  if not web then
    return nil
  end
  footnotes:insert(embedded and note.content:walk { Cite = resolve_cite } or note.content)
  local n = #footnotes
  return pandoc.RawInline("html", ('<sup class="rujukan-kaki"><a id="rujuk-kaki-%d" href="#kaki-%d" aria-label="Catatan kaki %d">%d</a></sup>'):format(n, n, n, n)), false
end

local function list_footnotes()
  if #footnotes == 0 then
    return pandoc.Blocks {}
  end
  local out = pandoc.Blocks { raw '<section class="catatan-kaki" aria-label="Catatan kaki"><ol>' }
  for n, blocks in ipairs(footnotes) do
    out:insert(raw(('<li id="kaki-%d">'):format(n)))
    out:extend(blocks)
    out:insert(raw(('<a href="#rujuk-kaki-%d" aria-label="Kembali ke teks">↩</a></li>'):format(n)))
  end
  out:insert(raw "</ol></section>")
  footnotes = pandoc.List {}
  return out
end

local function resolve(doc)
  here = {}
  local part, page = "awal", nil
  return doc:walk {
    traverse = "topdown",
    Cite = resolve_cite,
    Note = put_footnote,
    RawBlock = function(block)
      if block.format == "lkip" then
        local out = enter(block) and list_footnotes() or pandoc.Blocks {}
        if web and here.jenis ~= "akhir" and here.berkas ~= page then
          page = here.berkas
          out:insert(raw(("<!--bab %s-->"):format(page)))
        end
        return out
      end
    end,
    Header = function(header)
      local new = header.attributes.nomor and here.jenis or part
      header.attributes.nomor = nil
      local starts = typst or docx and new == "bab"
      if starts and header.level == 1 and new ~= part then
        part = new
        return { start_part(new), header }, false
      end
      return header
    end,
  }
end

-- 3. Tables, figures, boxes ----------------------------------------------------------------------

-- A screen reader tells with each cell what it belongs to.
local function add_scopes(text)
  local function scope(value)
    return function(attributes)
      if attributes:match "scope=" then
        return nil
      end
      local group = value == "col" and attributes:match 'colspan="?%d' and "group" or ""
      return ('<th scope="%s%s"%s>'):format(value, group, attributes)
    end
  end
  local head, rest = text:match "^(.-</thead>)(.*)$"
  if not head then
    head, rest = "", text
  end
  head = head:gsub("<th>", '<th scope="col">'):gsub("<th(%s[^>]*)>", scope "col")
  rest = rest:gsub("<th>", '<th scope="row">'):gsub("<th(%s[^>]*)>", scope "row")
  return head .. rest
end

-- A class says in one letter what a style says in twenty, thousands of times on a page; left is the rule.
local function shorten_styles(text)
  text = text:gsub(' data%-pindahan="[^"]*"', "") -- for print
  local classes = { left = "", right = ' class="r"', center = ' class="c"' }
  return (text:gsub('(<t[dh][^>]-) style="text%-align: (%l+)">', function(open, align)
    return classes[align] and not open:match " class=" and open .. classes[align] .. ">" or nil
  end))
end

-- On a page columns share the width as told; on a narrow screen none gets less than its longest text needs, in rem:
-- a short one a line, a longer one some lines of a readable length.
local function widths_of(longest)
  local style = "--kolom: " .. #longest
  for i, length in ipairs(longest) do
    style = ("%s; --k%d: %.3grem"):format(style, i, math.min(length / 2.3 + 1, 6.5 + length / 26, 16))
  end
  return style
end

local function longest_texts(columns, rows)
  local longest = {}
  for i = 1, columns do
    longest[i] = 1
  end
  for _, row in ipairs(rows) do
    -- A text over several columns needs none of its own.
    for i = 1, #row == columns and columns or 0 do
      longest[i] = math.max(longest[i], utf8.len(row[i]))
    end
  end
  return longest
end

local function read_rows(text)
  local rows = {}
  for row in text:match("<tbody>.*"):gmatch "<tr.-</tr>" do
    local cells = {}
    for cell in row:gmatch "<t[dh][^>]*>(.-)</t[dh]>" do
      cells[#cells + 1] = cell:gsub("<[^>]*>", " "):gsub("&#?%w+;", "&")
    end
    rows[#rows + 1] = cells
  end
  return rows
end

local function html_table(block, id, caption)
  local text = shorten_styles(add_scopes(block.text))
  local name = id and ('aria-labelledby="%s-judul"'):format(id) or ('aria-label="%s"'):format(words["crossref-tbl-title"])
  if caption then
    local target = targets[id]
    local title = ('<caption id="%s-judul"><span><b class="nomor">%s%s%s</b> %s</span></caption>'):format(
      id, target.word, nbsp, target.number, html(caption))
    text = text:gsub("^(%s*<table[^>]*>)", function(open) return open .. title end)
  end
  local box = id and ('<div class="tabel" id="%s">'):format(id) or '<div class="tabel">'
  local _, columns = text:gsub("<col[%s>]", "")
  local widths = widths_of(longest_texts(columns, read_rows(text)))
  return raw(('%s<div class="gulir" role="region" tabindex="0" %s style="%s">\n%s\n</div></div>'):format(
    box, name, widths, text))
end

local function set_cells(rows, name, value)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      cell.attributes["typst:" .. name] = value
    end
  end
end

-- The template keeps rows whole, which would cut off one that is longer than a page.
local long = 600

local function is_long(row)
  return row.cells:find_if(function(cell) return #pandoc.utils.stringify(cell.contents) > long end) ~= nil
end

local function loosen_rows(table)
  for _, body in ipairs(table.bodies) do
    set_cells(body.body:filter(is_long), "breakable", "true")
  end
  return table
end

-- At the start of a line or a cell typst takes "-" or "1." for the mark of a list, "=" for a heading; pandoc leaves them bare.
local function escape_marks(inlines)
  for i, inline in ipairs(inlines) do
    local starts = i == 1 or inlines[i - 1].t == "LineBreak"
    if starts and inline.t == "Str" and (inline.text:match "^[-+=/]+$" or inline.text:match "^%d+%.$") then
      local escaped = inline.text:gsub("%p", "\\%0")
      inlines[i] = pandoc.RawInline("typst", escaped)
    end
  end
  return inlines
end

local function has_marks(text)
  return text:find ">%s*[-+=/]+%s" or text:find ">%s*%d+%.%s"
end

-- The letters that surely fit into a column of this share of the page.
local function capacity(share)
  return math.max((share * 453 - 4) / 5.1, 3)
end

local function has_long_word(text, share)
  for word in text:gsub("<[^>]*>", " "):gmatch "%S+" do
    if #word > capacity(share) then
      return true
    end
  end
end

-- A row that only says that there is no data heads no group.
local function is_group(row)
  local first = row.cells[1] and row.cells[1].contents[1]
  return row.attr.classes:includes "kelompok" and not (first and first.content[1].t == "Emph")
end

-- Sums that go on from page to page: a row with "data-pindahan" knows what the columns add up to down to it. Where the
-- table breaks, the page ends with the sums of its last row and the next begins with them, see the template.
local carried = 0  -- tables with such rows

local function call(name, ...)
  return pandoc.RawInline("typst", ("#%s(%s);"):format(name, table.concat({ ... }, ", ")))
end

local function split_sums(text)
  local sums = pandoc.List {}
  for sum in (text .. "|"):gmatch "(.-)|" do
    sums:insert(sum)
  end
  return sums
end

-- The words stand before the first sum.
local function carried_row(direction, id, sums, cells)
  local _, first = sums:find_if(function(sum) return sum ~= "" end)
  local row = pandoc.List {}
  for column = first - 1, #sums do
    local place = column < first and {} or { "lajur: " .. column - 1 }
    local cell = pandoc.Cell({ pandoc.Plain { call("pindahan", quoted(direction), id, table.unpack(place)) } })
    cell.alignment = cells[column].alignment
    cell.attributes["typst:inset"] = "0pt"
    row:insert(cell)
  end
  row[1].alignment, row[1].col_span = "AlignLeft", first - 1
  return pandoc.Row(row)
end

local function carry_sums(block)
  local body = block.bodies[1].body
  local rows = body:filter(function(row) return row.attr.attributes.pindahan end)
  if #rows == 0 then
    return
  end
  carried = carried + 1
  local id = quoted(carried .. "-" .. pandoc.utils.sha1(pandoc.utils.stringify(block)))
  local sums
  for _, row in ipairs(rows) do
    sums = split_sums(row.attr.attributes.pindahan)
    row.cells[1].contents[1].content:insert(1, call("terkumpul", id, table.unpack(sums:map(quoted))))
  end
  block.head.rows:insert(carried_row("pindahan", id, sums, rows[1].cells))
  block.foot.rows = { carried_row("dipindahkan", id, sums, rows[1].cells) }
end

-- A foot stands at the end of every page, so that sums at the end of a table are rows like others.
local function style_rows(block)
  local body = block.bodies[1].body
  set_cells(block.head.rows, "fill", "warna-kepala")
  set_cells(block.foot.rows, "fill", "warna-jumlah")
  set_cells(body:filter(is_group), "fill", "warna-kelompok")
  body:extend(block.foot.rows)
  block.foot.rows = {}
  carry_sums(block)
end

-- A mark behind a value leads to a finding on another page; print has it in the same document. Files lie only on the web.
local function rewrite_link(link)
  if not web and link.classes:includes "berkas" then
    return link.content
  end
  local id = link.classes:includes "tanda" and link.target:match "#(.+)$"
  if typst and id then
    local label = pandoc.utils.stringify(link.content)
    return pandoc.RawInline("typst", ("#tanda(<%s>, %s);"):format(id, quoted(label)))
  end
end

local function has_long_cell(text)
  for cell in text:gmatch "<t[dh][^>]*>(.-)</t[dh]>" do
    if #cell > long then
      return true
    end
  end
end

-- Cells whose words may be longer than their column is wide are handed to the template, which cuts those that are.
local function mark_narrow(text)
  local shares = {}
  for share in text:gmatch '<col style="width: ([%d.]+)%%">' do
    shares[#shares + 1] = share / 100
  end
  local lower = {}  -- columns of the lower row of a head in two rows
  return (text:gsub("<tr.-</tr>", function(row)
    local columns, below = lower, {}
    lower = {}
    local x = 0
    row = row:gsub("<(t[dh])([^>]*)>(.-)(</t[dh]>)", function(tag, attributes, content, close)
      x = x + 1
      local column = columns[x] or x
      local span = tonumber(attributes:match 'colspan="(%d+)"')
      if span then
        for i = 0, span - 1 do
          below[#below + 1] = column + i
        end
        x = x + span - 1
      elseif shares[column] and has_long_word(content, shares[column]) then
        return ('<%s%s><span class="muat" bagian="%s">%s</span>%s'):format(tag, attributes, shares[column], content, close)
      end
    end)
    lower = row:find("rowspan", 1, true) and below or {}
    return row
  end))
end

-- Points that the longest number or code of a text takes in print, at most, with the space at its sides.
local function number_width(text)
  local most = 0
  for word in text:gmatch "[%d%p]*%d[%d%p]*" do
    local _, digits = word:gsub("%d", "")
    most = math.max(most, 12 + digits * 4.8 + (#word - digits) * 2.7)
  end
  return most
end

-- Numbers are never cut: no column is narrower than its longest one; what it lacks, columns that have more give of it.
-- The page is the narrow one: a short table stays there even where its box asks for the wide one.
local function fit_columns(text)
  local shares, needs, spare, lacking = {}, {}, 0, 0
  for share in text:gmatch '<col style="width: ([%d.]+)%%">' do
    shares[#shares + 1] = share / 100
    needs[#shares] = 0
  end
  for _, row in ipairs(read_rows(text)) do
    for i = 1, #row == #shares and #row or 0 do
      needs[i] = math.max(needs[i], number_width(row[i]) / 453)
    end
  end
  for i, share in ipairs(shares) do
    spare, lacking = spare + math.max(share - needs[i], 0), lacking + math.max(needs[i] - share, 0)
  end
  if lacking == 0 or lacking > spare then
    return text
  end
  local i = 0
  return (text:gsub('(<col style="width: )[%d.]+(%%">)', function(open, close)
    i = i + 1
    local share, need = shares[i], needs[i]
    return ("%s%.2f%s"):format(open, 100 * math.max(need, share - (share - need) * lacking / spare), close)
  end))
end

-- Looking into every cell of every table takes longer than reading them all.
local function typst_table(block)
  local blocks = pandoc.read(mark_narrow(fit_columns(block.text)), "html").blocks
  style_rows(blocks[1])
  if has_long_cell(block.text) then
    blocks = blocks:walk { Table = loosen_rows }
  end
  if has_marks(block.text) then
    blocks = blocks:walk { Inlines = escape_marks }
  end
  blocks = block.text:match 'class="tanda"' and blocks:walk { Link = rewrite_link } or blocks
  return wrap("#kelompokkan[", blocks, "]")
end

local function typst_float(kind, id, blocks, caption, position)
  local out = wrap("#figure([", blocks, ("], caption: figure.caption(position: %s, ["):format(position))
  out:insert(pandoc.Plain(caption))
  out:insert(raw((']), kind: "quarto-float-%s", supplement: "%s") <%s>'):format(kind, targets[id].word, id)))
  return out
end

local function table_float(id, block, caption)
  if typst then
    return typst_float("tbl", id, typst_table(block), caption, "top")
  end
  return html_table(block, id, caption)
end

local function rewrite_table(div)
  return table_float(div.identifier, div.content[1], div.content[2].content)
end

-- The text under a chart doesn't jump when the chart arrives.
local function size_of(source)
  local file <close> = io.open(source, "rb")
  local head = file:read(1000) or ""
  local width, height = head:match '<svg[^>]* viewBox="[-%d.]+ [-%d.]+ ([%d.]+) ([%d.]+)"'
  local scale = 4 / 3
  if head:match "^\137PNG" then
    width, height = string.unpack(">I4I4", head, 17)
    scale = 1
  end
  local function pixels(points)
    return math.floor(points * scale + 0.5)
  end
  return width and (' width="%d" height="%d"'):format(pixels(width), pixels(height)) or ""
end

-- With its caption and its sources a drawing must find room on a page.
local tallest = 600

local function height_in_print(source)
  local file <close> = io.open(source)
  local height = tonumber((file:read(1000) or ""):match '<svg[^>]-%sheight="([%d.]+)pt"')
  return height and height > tallest and (", height: %dpt"):format(tallest) or ""
end

-- Where a chart as wide as a page would have letters too small to read, a phone gets the one laid out for it.
local function narrow_source(source)
  local narrow, own = source:gsub("gambar/([^/]+)$", "gambar/sempit/%1")
  if own == 0 or live or not exists(narrow) then
    return nil
  end
  return ('<source media="(max-width: 34rem)" srcset="%s"%s>'):format(escape(narrow), size_of(narrow))
end

local function rewrite_image(image)
  -- Without the word joiners that keep Quarto from running shortcodes in it.
  local alt = (image.attributes["fig-alt"] or pandoc.utils.stringify(image.caption)):gsub("\u{2060}", "")
  if typst then
    return pandoc.RawInline("typst", ("#image(%s, alt: %s%s);"):format(
      quoted(image.src), quoted(alt), height_in_print(image.src)))
  end
  local shown = ('<img src="%s" alt="%s"%s loading="lazy" decoding="async">'):format(
    escape(image.src), escape(alt), size_of(image.src))
  local narrow = narrow_source(image.src)
  return pandoc.RawInline("html", narrow and ("<picture>%s%s</picture>"):format(narrow, shown) or shown)
end

local function figure_float(id, image, caption)
  if typst then
    return typst_float("fig", id, { pandoc.Plain { rewrite_image(image) } }, caption, "bottom")
  end
  local target = targets[id]
  return raw(('<figure id="%s"><div class="bagan">%s</div><figcaption id="%s-judul"><b class="nomor">%s%s%s</b> %s</figcaption></figure>'):format(
    id, rewrite_image(image).text, id, target.word, nbsp, target.number, html(caption)))
end

local function rewrite_figure(figure)
  return figure_float(figure.identifier, figure.content[1].content[1], figure.caption.long[1].content)
end

local function box_note(kind, title, blocks)
  title = title or words["callout-" .. kind .. "-title"]
  if typst then
    return wrap(("#callout(title: [%s], icon_color: warna-%s, body: ["):format(
      pandoc.write(pandoc.Pandoc { pandoc.Plain { pandoc.Str(title) } }, "typst"), kind), blocks, "])")
  end
  blocks:insert(1, pandoc.Para { pandoc.Strong(title) })
  return pandoc.Div(blocks, { class = "catatan " .. kind, role = "note" })
end

local function rewrite_callout(div)
  return box_note(div.classes[1]:match "^callout%-(.*)", div.attributes.title, div.content)
end

-- Boxes that are a function of the same name in the typst template.
local function rewrite_box(name)
  return function(div)
    return #div.content > 0 and wrap("#" .. name .. "[", div.content, "]") or {}
  end
end

local function rewrite_cards(div)
  local out = pandoc.Blocks { raw "#kartu(" }
  for _, card in ipairs(div.content) do
    out:extend(wrap("[", card.content, "],"))
  end
  out:insert(raw ")")
  return out
end

local function rewrite_panel(div)
  local out = pandoc.Blocks { raw(("#grid(columns: %d, gutter: 1em,"):format(tonumber(div.attributes.kolom) or 3)) }
  for _, chart in ipairs(div.content) do
    out:extend(wrap("[", { chart }, "],"))
  end
  out:insert(raw ")")
  return out
end

local typst_boxes = {
  ["landscape"] = rewrite_box "mendatar",
  ["tanda-tangan"] = rewrite_box "tanda-tangan",
  ["catatan-tabel"] = rewrite_box "catatan-tabel",
  ["belum"] = rewrite_box "kotak-belum",
  ["kartu"] = rewrite_cards,
  ["panel"] = rewrite_panel,
}

local function rewrite_div(div)
  if div.classes[1] == "unduhan" then
    return web and list_downloads() or {}
  end
  local box = typst_boxes[div.classes[1]]
  if typst and box then
    return box(div)
  end
end

-- A landscape page takes along the heading before it, with the paragraph that introduces the table,
-- instead of leaving both alone on a page.
local function join_landscape(blocks)
  local function is_heading(block)
    return block and block.t == "Header" and block.level > 1
  end
  for i = #blocks, 2, -1 do
    local page = blocks[i]
    if page.t == "Div" and page.classes:includes "landscape" then
      local first = i
      if blocks[i - 1].t == "Para" and is_heading(blocks[i - 2]) then
        first = i - 1
      end
      while is_heading(blocks[first - 1]) do
        first = first - 1
      end
      for k = i - 1, first, -1 do
        page.content:insert(1, blocks:remove(k))
      end
    end
  end
  return blocks
end

-- Words that announce a list or a table stay with it, and so does all that a section says before its first heading;
-- what already fills lines needs no company.
local function is_announced(block, words, before)
  return block.t:match "List$" and words:match ":$" or block.t == "Header" and before and before.t == "Header"
    or block.t == "RawBlock" and (block.text:match "^#figure" or block.text:match "^#bercatatan")
end

local function keep_announcements(blocks)
  for i = #blocks - 1, 1, -1 do
    local words = blocks[i].t == "Para" and pandoc.utils.stringify(blocks[i])
    if words and #words < 300 and is_announced(blocks[i + 1], words, blocks[i - 1]) then
      blocks:insert(i + 1, raw "]")
      blocks:insert(i, raw "#pengantar[")
    end
  end
  return blocks
end

-- Notes stay with a short table.
local function keep_notes(blocks)
  local open
  for i, block in ipairs(blocks) do
    if block.t == "RawBlock" and block.text:match "^#figure%(%[" then
      open = block
    elseif block.t == "Div" and block.classes:includes "catatan-tabel" then
      local close = blocks[i - 1]
      if open and close.t == "RawBlock" and close.text:match "<%l%l%l%-%S+>$" then
        open.text, close.text = "#bercatatan[" .. open.text, close.text .. "]"
      end
    end
  end
  return blocks
end

local function arrange(blocks)
  blocks = join_landscape(blocks)
  for _, block in ipairs(blocks) do
    if block.t == "Div" and block.classes:includes "landscape" then
      block.content = keep_announcements(block.content)
    end
  end
  return keep_announcements(keep_notes(blocks))
end

-- In print a heading of the class "halaman-baru" starts a page.
local function start_page(header)
  if typst and header.classes:includes "halaman-baru" then
    return { raw "#pagebreak(weak: true)", header }
  end
end

-- Quiet words in running text, and narrow cells.
local span_calls = {
  belum = function() return "belum" end,
  tercetak = function() return "tercetak" end,
  muat = function(span) return ("muatkan(%s)"):format(span.attributes.bagian) end,
}

local function rewrite_span(span)
  local call = span_calls[span.classes[1]]
  if typst and call then
    local out = pandoc.Inlines { pandoc.RawInline("typst", "#" .. call(span) .. "[") }
    out:extend(span.content)
    out:insert(pandoc.RawInline("typst", "];"))
    return out
  end
end

-- A long line is scrolled to by keyboard, too.
local function rewrite_code(block)
  local kind = block.classes[1] and (' class="%s"'):format(escape(block.classes[1])) or ""
  return web and raw(('<pre%s tabindex="0"><code>%s</code></pre>'):format(kind, escape(block.text))) or nil
end

-- A screen reader tells a formula by the letters that it was written with.
local function rewrite_math(formula)
  if typst then
    local text = pandoc.write(pandoc.Pandoc { pandoc.Plain { formula } }, "typst"):gsub("%s+$", "")
    return pandoc.RawInline("typst", ("#math.equation(alt: %s, block: %s, %s.body);"):format(
      quoted(formula.text), formula.mathtype == "DisplayMath" and "true" or "false", text))
  end
end

local function rewrite_rule()
  return typst and raw "#line(length: 100%, stroke: 0.4pt)" or nil
end

local function rewrite_raw(block)
  return is_table(block) and (typst and typst_table(block) or html_table(block)) or nil
end

local function rewrite(doc)
  return doc:walk({
    Blocks = typst and arrange or nil,
    Header = start_page,
    Figure = rewrite_figure,
    Div = function(div)
      return div.identifier:match "^tbl%-" and rewrite_table(div) or nil
    end,
  }):walk {
    Image = rewrite_image,
    Inlines = typst and escape_marks or nil,
    Link = rewrite_link,
    Para = drop_download,
    Span = rewrite_span,
    RawBlock = rewrite_raw,
    CodeBlock = rewrite_code,
    HorizontalRule = rewrite_rule,
    Math = rewrite_math,
    Div = function(div)
      return (div.classes[1] or ""):match "^callout%-" and rewrite_callout(div) or rewrite_div(div)
    end,
  }
end

-- Braces of metadata come parted, so that Quarto finds no command of its own there (lkip_utils/perintah.py).
local function join_braces(meta)
  return pandoc.Pandoc({}, meta):walk({ Str = function(str) return (str.text:gsub("\u{2060}", "")) end }).meta
end

-- The two renderers ------------------------------------------------------------------------------

local function render_embedded(doc)
  doc.meta = join_braces(doc.meta)
  for name, value in pairs(doc.meta) do
    words[name] = pandoc.utils.type(value) == "Inlines" and pandoc.utils.stringify(value) or nil
  end
  read_downloads(doc.meta)
  doc = resolve(collect(doc:walk {
    Div = function(div)
      return div.classes:includes "panel-tabset" and unfold_tabs(div) or choose_visible(div)
    end,
  }))
  stop_on_problems()
  if word_file then
    local known = { targets = targets, tops = tops, words = words, arrange = join_landscape, is_group = is_group }
    return word_file.rewrite(doc:walk { Para = drop_download }, known)
  end
  return rewrite(doc)
end

-- Quarto tells a chapter's place by marks that have to be read on the same walk. It puts a chapter
-- without number, called "Lampiran", before the appendices: that is where they start, and all it is for.
local function start_quarto_part()
  local part = "awal"
  return {
    Header = function(header)
      local file = quarto.doc.file_metadata().file or {}
      local numbered = not header.classes:includes "unnumbered"
      if header.level > 1 then
        header.classes:extend(part == "awal" and { "unnumbered" } or {})
      elseif part ~= "lampiran" and file.bookItemType == "appendix" then
        part = "lampiran"
        return numbered and { start_part(part), header } or start_part(part)
      elseif part == "awal" and numbered then
        part = "bab"
        return { start_part(part), header }
      end
      return header
    end,
  }
end

-- Quarto's box around what a cell shows would keep landscape pages and headings inside it.
local function unwrap_cell(div)
  return (div.classes[1] or ""):match "^cell" and div.content or nil
end

-- Quarto makes a chapter's heading the title of its page, with the number before it: "3" or "Lampiran A".
local function split_title(content)
  if content[1].t == "Span" then
    return words["crossref-ch-prefix"], pandoc.utils.stringify(content[1]), content[#content].content
  end
  return content[1].text, content[3].text, pandoc.Inlines { table.unpack(content, 5) }
end

-- Pages of Quarto's own lie as their notebooks do, and have no data beside them.
local function settle_link(link)
  local stem, place = link.target:match "^([%w_-]+)%.html(.*)$"
  for _, folder in ipairs(stem and { "", "notebooks/", "../" } or {}) do
    if exists(folder .. stem .. ".ipynb") then
      link.target = folder .. stem .. ".html" .. place
      return link
    end
  end
  return link.target:match "^data/" and link.content or nil
end

-- They show their title themselves; a staged report's pages come from lkip.
local function restore_heading(doc)
  local heading = pandoc.Header(1, doc.meta.title, { class = "unnumbered" })
  local named = heading.content[1]
  if named and named.t == "Span" and named.classes:includes "quarto-section-identifier" then
    local word, number, content = split_title(named.content)
    chapter.number = number
    heading.identifier = named.identifier
    heading.content = { pandoc.Span(word .. nbsp .. number, { class = "nomor" }), pandoc.Space(), table.unpack(content) }
  end
  live = not doc.meta.lkip
  if live then
    return doc:walk { Link = settle_link }
  elseif not doc.blocks:find_if(function(block) return block.t == "Header" and block.level == 1 end) then
    doc.blocks:insert(1, heading)
  end
  doc = doc:walk { Note = put_footnote }
  doc.blocks:extend(list_footnotes())
  return doc
end

-- What Quarto numbers and boxes looks as the embedded renderer has it.
local function rewrite_note(note)
  return box_note(note.type, note.title and pandoc.utils.stringify(note.title), pandoc.Blocks(note.content))
end

local function rewrite_float(float)
  local id, block, caption = float.identifier, float.content, float.caption_long.content
  local kind = id:match "^%l+"
  -- On the book's first page Quarto doesn't say which chapter it is.
  local within = not typst and (chapter.number or float.order.section and float.order.section[1])
  local number = within and within .. "." .. float.order.order or float.order.order
  targets[id] = { word = words["crossref-" .. kind .. "-title"], number = number }
  if kind == "tbl" then
    return table_float(id, block, caption)
  end
  local image = block.content[1]
  image.attributes["fig-alt"] = image.attributes["fig-alt"] or pandoc.utils.stringify(caption)
  return figure_float(id, image, caption)
end

local function part_plain_figure(figure)
  local image = figure.content[1].content and figure.content[1].content[1]
  if image and image.t == "Image" and figure.identifier == "" and figure.caption.long[1] then
    image.attributes["fig-alt"] = image.attributes["fig-alt"] or pandoc.utils.stringify(figure.caption.long)
    return part_figure(figure)
  end
end

-- As the embedded renderer has them: one below the other.
local function unfold_tabset(tabset)
  local out = pandoc.Blocks {}
  for i = 1, #tabset.tabs do
    local tab = tabset.tabs[i]
    local title = pandoc.utils.blocks_to_inlines(quarto.utils.as_blocks(tab.title))
    out:insert(pandoc.Para { pandoc.Strong(title) })
    out:extend(quarto.utils.as_blocks(tab.content))
  end
  return out
end

-- Before any raw table becomes one of pandoc's.
local function write_own_table(found)
  return pandoc.RawBlock("html", write_table(found))
end

-- What Quarto hasn't taken for a reference is an @ of ordinary text.
local function plain_cite(cite)
  return cite.content
end

-- The template asks for words that Quarto keeps to itself.
local function add_words(meta)
  for name, word in pairs(quarto.doc.language) do
    if name:match "^crossref%-" or name:match "^toc%-" then
      meta[name] = word
    end
  end
  return join_braces(meta)
end

if embedded then
  return { { Pandoc = render_embedded } }
end

words = quarto.doc.language
if web then
  return {
    { Meta = join_braces },
    { Meta = read_downloads, Pandoc = restore_heading },
    { Tabset = unfold_tabset, Figure = part_plain_figure, Table = write_own_table },
    { Div = unwrap_cell, FloatRefTarget = rewrite_float },
    { Image = rewrite_image, RawBlock = rewrite_raw, CodeBlock = rewrite_code, Callout = rewrite_note, Cite = plain_cite, Div = rewrite_div },
  }
else
  return {
    quarto.utils.combineFilters { quarto.utils.file_metadata_filter(), start_quarto_part() },
    { Tabset = unfold_tabset, Figure = part_plain_figure, Table = write_own_table },
    { Div = unwrap_cell, Inlines = escape_marks, FloatRefTarget = rewrite_float },
    { Blocks = arrange },
    { Header = start_page, Image = rewrite_image, RawBlock = rewrite_raw, Math = rewrite_math, HorizontalRule = rewrite_rule, Callout = rewrite_note, Link = rewrite_link, Para = drop_download, Span = rewrite_span, Div = rewrite_div, Cite = plain_cite, Meta = add_words },
  }
end
