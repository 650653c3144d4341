-- The Word file, for the embedded renderer: lkip.lua has numbered the book and passes it on.
-- Styles go by their names in assets/word/styles.xml; what Markdown has no place for is an element of our own, which
-- lkip/word/ replaces.

local nbsp = "\u{a0}"
local book -- what the filter knows of it, see rewrite

local function raw(text)
  return pandoc.RawBlock("openxml", text)
end

local function escape(text)
  return (text:gsub("[&<>]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }))
end

local function styled(style, blocks)
  return pandoc.Div(blocks, { ["custom-style"] = style })
end

-- A place that lkip/word/ looks for.
local function mark(name)
  return raw(('<lkip:%s xmlns:lkip="urn:lkip"/>'):format(name))
end

-- Fields ----------------------------------------------------------------------------------------

-- A field, with what it says until Word counts it anew.
local function field(instruction, shown, style)
  local run = ("<w:r>%s%%s</w:r>"):format(style or "")
  local mark = run:format '<w:fldChar w:fldCharType="%s"/>'
  return mark:format "begin" .. run:format(('<w:instrText xml:space="preserve"> %s </w:instrText>'):format(instruction))
    .. mark:format "separate" .. run:format(("<w:t>%s</w:t>"):format(escape(shown))) .. mark:format "end"
end

-- The bookmark around a caption's label; Word takes no other signs in it, and no more than 40.
local function bookmark(id, target)
  return ("_Ref_%s_%s"):format(id:match "^%l+", (target.number:gsub("%.", "_")))
end

local function refer(id, target)
  local style = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
  return pandoc.RawInline("openxml",
    field(("REF %s \\h"):format(bookmark(id, target)), target.word .. nbsp .. target.number, style))
end

-- Captions --------------------------------------------------------------------------------------

local bookmarks = 100000 -- far from those that pandoc counts

-- "Tabel 3.2", the last number as a field of its own sequence in each chapter.
local function label_float(id)
  bookmarks = bookmarks + 1
  local target = book.targets[id]
  local place, number = target.number:match "^(.*)%.(%d+)$"
  local bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
  local label = ("<w:r>%s<w:t>%s%s%s.</w:t></w:r>"):format(bold, escape(target.word), nbsp, place)
  return pandoc.RawInline("openxml", ('<w:bookmarkStart w:id="%d" w:name="%s"/>%s%s<w:bookmarkEnd w:id="%d"/>'):format(
    bookmarks, bookmark(id, target), label,
    field(("SEQ %s_%s \\* ARABIC"):format(target.word, place), number, bold), bookmarks))
end

local function caption_float(style, id, caption)
  local content = pandoc.Inlines { pandoc.Span({}, { id = id }), label_float(id), pandoc.Space(), pandoc.Space() }
  content:extend(caption)
  return styled(style, { pandoc.Para(content) })
end

-- Tables and pictures -----------------------------------------------------------------------------

local function style_cells(rows, style)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      cell.contents = { styled(style, cell.contents:map(function(block) return pandoc.Para(block.content) end)) }
    end
  end
end

local function rewrite_table(block)
  local blocks = pandoc.read(block.text, "html").blocks
  local table = blocks[1]
  table.attributes["custom-style"] = "TabelLaporan"
  style_cells(table.head.rows, "Sel Kepala")
  style_cells(table.foot.rows, "Sel Jumlah")
  if block.text:match 'class="kelompok"' then
    for _, body in ipairs(table.bodies) do
      style_cells(body.body:filter(book.is_group), "Sel Kelompok")
    end
  end
  return blocks
end

-- A vector drawing needs a picture beside it in Word, which lkip/word/ has made.
local function rewrite_image(image)
  local alt = image.attributes["fig-alt"]:gsub("\u{2060}", "")
  local file <close> = io.open(image.src)
  local width = file:read "a":match '<svg[^>]-%swidth="([^"]+)"'
  return pandoc.Image(alt, (image.src:gsub("^gambar/(.*)%.svg$", "_word/%1.png")), "", { width = width })
end

local function rewrite_figure(figure)
  local picture = pandoc.Para { figure.content[1].content[1] }
  return { styled("Captioned Figure", { picture }), caption_float("Image Caption", figure.identifier, figure.caption.long[1].content) }
end

-- Boxes -----------------------------------------------------------------------------------------

local callouts = { note = "Kotak Catatan", tip = "Kotak Saran", warning = "Kotak Perhatian", important = "Kotak Penting" }

local function rewrite_callout(div)
  local kind = div.classes[1]:match "^callout%-(.*)"
  div.content:insert(1, pandoc.Para { pandoc.Strong(div.attributes.title or book.words["callout-" .. kind .. "-title"]) })
  -- Items of a list keep the box only as paragraphs.
  return styled(callouts[kind], div.content:walk { Plain = function(block) return pandoc.Para(block.content) end })
end

local function rewrite_card(card)
  return card.content:map(function(block)
    local first = block.content[1]
    return styled(first and first.t == "Strong" and "Kartu Nilai" or "Kartu", { block })
  end)
end

-- Boxes side by side: a table without lines.
local function set_grid(cells, columns, style)
  local rows = {}
  for i = 1, #cells, columns do
    local row = {}
    for k = i, i + columns - 1 do
      row[#row + 1] = cells[k] or {}
    end
    rows[#rows + 1] = row
  end
  local function fill(value)
    local out = {}
    for k = 1, columns do
      out[k] = value
    end
    return out
  end
  local simple = pandoc.SimpleTable({}, fill "AlignLeft", fill(1 / columns), fill {}, rows)
  local table = pandoc.utils.from_simple_table(simple)
  table.head = pandoc.TableHead {}
  table.attributes["custom-style"] = style
  return { table, raw '<w:p><w:pPr><w:pStyle w:val="Jarak"/></w:pPr></w:p>' }
end

local function rewrite_cards(div)
  return set_grid(div.content:map(rewrite_card), #div.content == 4 and 2 or math.min(#div.content, 3), "TabelKartu")
end

local function rewrite_panel(div)
  local charts, columns = {}, tonumber(div.attributes.kolom) or 3
  div:walk {
    Image = function(image)
      image.attributes.width = ("%.1fcm"):format(15.3 / columns)
      charts[#charts + 1] = { pandoc.Para { image } }
    end,
  }
  return set_grid(charts, columns, "TabelPanel")
end

-- What takes little of a page isn't worth turning it; only typst can measure.
local function is_small(blocks)
  local rows = 0
  blocks:walk {
    Table = function(table)
      for _, body in ipairs(table.bodies) do
        rows = rows + #body.body
      end
    end,
  }
  return rows <= 6 and #pandoc.utils.stringify(blocks) < 1200
end

local boxes = {
  ["landscape"] = function(div)
    if not is_small(div.content) then
      div.content:insert(1, raw '<lkip:mendatar xmlns:lkip="urn:lkip">')
      div.content:insert(raw "</lkip:mendatar>")
    end
    return div.content
  end,
  ["tanda-tangan"] = function(div) return styled("Tanda Tangan", div.content) end,
  ["catatan-tabel"] = function(div) return styled("Catatan Tabel", div.content) end,
  ["belum"] = function(div) return styled("Kotak Belum", div.content) end,
  ["kartu"] = rewrite_cards,
  ["panel"] = rewrite_panel,
}

local function rewrite_div(div)
  local class = div.classes[1] or ""
  local box = class:match "^callout%-" and rewrite_callout or boxes[class]
  return box and box(div)
end

-- Words -----------------------------------------------------------------------------------------

-- All chapters are one document; a file beside the site is none beside the Word file.
local function rewrite_link(link)
  local page, id = link.target:match "^([^/:#]+)%.html#?(.*)$"
  local top = book.tops[page]
  if top then
    link.target = "#" .. (id ~= "" and id or top)
    link.content = link.classes:includes "tanda" and { pandoc.Superscript(link.content) } or link.content
    return link
  elseif not link.target:match "^%a+:" and not link.target:match "^#" then
    return link.content
  end
end

local function rewrite_span(span)
  local styles = { belum = "Belum", tercetak = "Tercetak" }
  span.attributes["custom-style"] = span.attributes["custom-style"] or styles[span.classes[1]]
  return span
end

-- The agency's sign, which lkip/word/ puts on the cover.
local function read_logo(about)
  local path = about and about.logo and pandoc.utils.stringify(about.logo) or ""
  local picture = path:gsub("^assets/(.*)%.svg$", "_word/%1.png")
  local alt = path ~= "" and pandoc.utils.stringify(about.logo_alt)
  return path ~= "" and pandoc.Para { pandoc.Image(alt, picture, "", { height = "2.6cm" }) } or nil
end

-- Return the book as pandoc is to write it.
-- known: targets (what can be referred to), tops (identifiers of the chapters), words (labels), arrange (landscape
-- pages take along their heading), is_group (rows that head a group).
local function rewrite(doc, known)
  book = known
  local logo = read_logo(doc.meta.lkip)
  doc.meta = {} -- the cover says it, see lkip/word/
  doc = doc:walk({
    Blocks = book.arrange,
    Figure = rewrite_figure,
    Header = function(header)
      return header.classes:includes "halaman-baru" and { mark "halaman-baru", header } or nil
    end,
    Div = function(div)
      if div.identifier:match "^tbl%-" then
        local blocks = rewrite_table(div.content[1])
        blocks:insert(1, caption_float("Table Caption", div.identifier, div.content[2].content))
        return blocks
      end
    end,
  }):walk({
    RawBlock = function(block)
      return block.format == "html" and rewrite_table(block) or nil
    end,
  }):walk { Image = rewrite_image, Link = rewrite_link, Span = rewrite_span, Div = rewrite_div }
  if logo then
    doc.blocks:insert(1, styled("Sampul Logo", { logo }))
  end
  return doc
end

return { mark = mark, refer = refer, rewrite = rewrite }
