-- Neovim without a window: opens a file, and tells as lines of JSON what the language server says about it.
local file = vim.env.JOURNEY_FILE
local function say(what, value) io.stdout:write(vim.json.encode({ what = what, value = value }), '\n') end

vim.cmd('edit ' .. vim.fn.fnameescape(file))
vim.bo.filetype = 'journey'
local id = vim.lsp.start_client({
  name = 'journey',
  cmd = vim.json.decode(vim.env.JOURNEY_LSP),
  root_dir = vim.fn.fnamemodify(file, ':p:h'),
})
vim.lsp.buf_attach_client(0, id)

local function found()
  local all = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do
    table.insert(all, { line = one.lnum, column = one.col, code = one.code, message = one.message })
  end
  return all
end
vim.wait(30000, function() return #found() > 0 end, 20)
say('findings', found())

local function ask(method, params)
  for _, reply in pairs(vim.lsp.buf_request_sync(0, method, params, 30000) or {}) do return reply.result end
end
local function at(line, column)
  return { textDocument = vim.lsp.util.make_text_document_params(), position = { line = line, character = column } }
end
local place = vim.json.decode(vim.env.JOURNEY_PLACE)
local labels = {}
local completion = ask('textDocument/completion', at(place[1], place[2]))
for _, item in ipairs(completion and (completion.items or completion) or {}) do table.insert(labels, item.label) end
say('completion', labels)
say('hover', (ask('textDocument/hover', at(place[1], place[2] + 2)) or {}).contents)

-- A person mends the word: findings go.
vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.env.JOURNEY_MENDED, '\n'))
vim.wait(30000, function() return #found() == 0 end, 20)
say('mended', #found())
vim.lsp.buf.formatting_sync({}, 30000)
say('formatted', table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'))
vim.lsp.stop_client(id)
vim.cmd('qa!')
