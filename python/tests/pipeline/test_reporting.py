"""What steps show is printed as a notebook prints it, and kept in their reports."""

import html
import re
import sys

import pytest

DISPLAY = "from steps.shared.reporting import display\n\n"


def shown(pipeline, code, name="show", **fields):
    """Run a step with this body; what it printed, and its report."""
    body = "".join(f"    {line}\n" if line else "\n" for line in code.strip("\n").split("\n"))
    head = "from steps.shared.reporting import display, end_of_cell, script, shell, shell_lines\n\n"
    pipeline.step(name, f"{head}def {name}():\n{body}", **fields)
    ended = pipeline.run()
    assert ended.status == 0, ended
    return ended.out, pipeline.shown(name, "report.html")


def texts(report):
    """What the report shows as text."""
    return [html.unescape(text) for text in re.findall(r"^<pre>(.*?)</pre>", report, flags=re.DOTALL | re.MULTILINE)]


def without_ipython(pipeline):
    pipeline.env["PYTHONPATH"] = str(pipeline.file("blocked/IPython/__init__.py", "raise ImportError('not here')\n").parent.parent)


@pytest.mark.parametrize(
    "value, text",
    [
        ("1", "1"),
        ("'a'", "'a'"),
        ("{'b', 'a', 'c'}", "{'a', 'b', 'c'}"),
        ("list(range(30))", "[" + ",\n ".join(map(str, range(30))) + "]"),
        ("{'a': [1, 2]}", "{'a': [1, 2]}"),
        ("int", "int"),
        ("__import__('numpy').arange(3)", "array([0, 1, 2])"),
        ("__import__('collections').Counter('aab')", "Counter({'a': 2, 'b': 1})"),
    ],
)
def test_values_look_as_in_a_notebook(pipeline, value, text):
    assert shown(pipeline, f"display({value})")[0] == text + "\n"


def test_several_values_and_none(pipeline):
    assert shown(pipeline, "display(None)\ndisplay('a', 2)")[0] == "'a'\n2\n"


def test_without_ipython_a_value_looks_like_its_repr(pipeline):
    without_ipython(pipeline)
    assert shown(pipeline, "display([[1], {2}])")[0] == "[[1], {2}]\n"


def test_a_value_that_cannot_be_shown_is_no_error(pipeline):
    out, _ = shown(pipeline, "class Bad:\n    def __repr__(self):\n        raise ValueError('no')\ndisplay(Bad())")
    assert out == "This Bad cannot be shown: ValueError: no\n"


def test_a_table_is_text_and_in_the_report_a_table(pipeline):
    out, report = shown(pipeline, "import pandas as pd\ndisplay(pd.DataFrame({'a': [1]}))")
    assert out == "   a\n0  1\n"
    (frame,) = re.findall(r'<iframe sandbox height="\d+" srcdoc="(.*?)"></iframe>', report, flags=re.DOTALL)
    assert '<table border="1" class="dataframe">' in html.unescape(frame)
    assert texts(report) == []


def test_a_wide_table_has_the_columns_that_a_notebook_shows(pipeline):
    pipeline.step("wide", f"import pandas as pd\n{DISPLAY}def wide():\n    display(pd.DataFrame([range(15)]))\n")
    assert "..." not in pipeline.run().out


def test_everything_printed_is_escaped(pipeline):
    _, report = shown(pipeline, "# %% cell 1\nprint('<script>alert(1)</script>', '</pre>')\ndisplay('<b>')", title="<i>x</i>")
    assert "<script>alert" not in report and "<b>" not in report and "<i>x</i>" not in report
    assert texts(report) == ["<script>alert(1)</script> </pre>\n'<b>'\n"]


def test_what_an_object_makes_of_itself_has_no_rights(pipeline):
    _, report = shown(pipeline, "class Page:\n    def _repr_html_(self):\n        return '<script>alert(1)</script>\"></iframe><b>out</b>'\ndisplay(Page())")
    assert "<script>alert" not in report and "<b>out" not in report
    (frame,) = re.findall(r'<iframe sandbox height="200" srcdoc="([^"<>]*)"></iframe>', report)
    assert html.unescape(frame).endswith('<script>alert(1)</script>"></iframe><b>out</b>')


def test_the_report_has_the_cells_with_their_code(pipeline):
    _, report = shown(pipeline, "# %% cell 3\nprint('three')\n\n# %% cell 5\nif True:\n    print('five')\n\n# %% cell 6\nx = 1")
    assert re.findall("<h3>(.*?)</h3>", report) == ["Cell 3", "Cell 5"]
    assert "<pre>if True:\n    print(&#x27;five&#x27;)</pre></details>\n<pre>five\n</pre>" in report


def test_what_a_function_prints_belongs_to_the_cell_that_calls_it(pipeline):
    _, report = shown(pipeline, "# %% cell 1\ndef say():\n    print('hello')\n\n# %% cell 2\nsay()")
    assert re.findall("<h3>(.*?)</h3>", report) == ["Cell 2"]


def test_of_a_progress_bar_the_report_has_the_end(pipeline):
    _, report = shown(pipeline, "for done in range(3):\n    print(f'\\r{done}/2', end='')\nprint('\\x1b[31m red\\x1b[0m')")
    assert texts(report) == ["2/2 red\n"]


def test_very_much_text_is_in_the_report_in_part(pipeline):
    out, report = shown(pipeline, "for _ in range(20):\n    print('x' * 100_000)")
    assert len(out) == 2_000_020 and len(report) < 1_100_000
    assert "… more was printed: it is in stdout.txt" in report


def pictures(report):
    return len(re.findall(r'<img alt="" src="data:image/png;base64,iVBOR', report))


PLOT = "import matplotlib.pyplot as plt\n"


def test_figures_are_shown_at_the_end_of_their_cell_and_closed(pipeline):
    code = "# %% cell 1\nplt.plot([1, 2])\nplt.figure()\nplt.plot([2, 1])\nend_of_cell(0)\n\n# %% cell 2\nprint(len(plt.get_fignums()))\nend_of_cell(1)"
    pipeline.step("draw", PLOT + "from steps.shared.reporting import end_of_cell\n\ndef draw():\n" + re.sub("(?m)^", "    ", code))
    assert pipeline.run().out == "0\n"
    report = pipeline.shown("draw", "report.html")
    assert pictures(report) == 2
    assert report.index("iVBOR") < report.index("Cell 2")


def test_show_shows_and_closes_so_that_the_next_line_begins_a_new_figure(pipeline):
    pipeline.step("draw", PLOT + "\ndef draw():\n    plt.plot([1, 2])\n    plt.show()\n    plt.plot([2, 1])\n    print(len(plt.gca().lines))\n    plt.show()\n")
    ended = pipeline.run()
    assert (ended.out, pictures(pipeline.shown("draw", "report.html"))) == ("1\n", 2)
    assert "Warning" not in ended.err


def test_a_figure_that_is_displayed_is_a_picture(pipeline):
    pipeline.step("draw", PLOT + DISPLAY + "def draw():\n    fig, ax = plt.subplots()\n    display(fig)\n    plt.close(fig)\n")
    assert pipeline.run().out == "<Figure size 640x480 with 1 Axes>\n"
    assert pictures(pipeline.shown("draw", "report.html")) == 1


def test_a_figure_that_cannot_be_drawn_is_no_error(pipeline):
    pipeline.step("draw", PLOT + "from steps.shared.reporting import end_of_cell\n\ndef draw():\n    plt.title('$\\\\nothing{$')\n    end_of_cell(0)\n    print('on')\n")
    ended = pipeline.run()
    assert ended.out == "on\n" and "A figure could not be drawn: ValueError" in ended.err


def test_other_programs_that_plot_have_an_ordinary_backend(pipeline):
    out, _ = shown(pipeline, f"import subprocess\nprint(subprocess.check_output([{sys.executable!r}, '-c', 'import matplotlib; print(matplotlib.get_backend())']).decode())")
    assert out.strip().lower() == "agg"


def test_images_that_objects_give_of_themselves(pipeline):
    _, report = shown(pipeline, "class Dot:\n    def _repr_png_(self):\n        return b'\\x89PNG'\nclass Line:\n    def _repr_svg_(self):\n        return '<svg onload=\"alert(1)\"/>'\ndisplay(Dot(), Line())")
    assert 'src="data:image/png;base64,iVBORw=="' in report
    assert 'src="data:image/svg+xml;base64,' in report and "onload" not in report


def test_what_ipython_displays_is_displayed_here(pipeline):
    pipeline.step("show", "from IPython.display import HTML, clear_output, display\n\ndef show():\n    display(HTML('<b>bold</b>'))\n    clear_output(wait=True)\n    print('on')\n")
    assert pipeline.run().out == "<IPython.core.display.HTML object>\non\n"
    assert '&lt;b&gt;bold&lt;/b&gt;"></iframe>' in pipeline.shown("show", "report.html")


def test_an_object_that_displays_itself(pipeline):
    assert shown(pipeline, "class Bar:\n    def _ipython_display_(self):\n        print('bar')\ndisplay(Bar())")[0] == "bar\n"


def test_figures_of_plotly_stay_alive_in_a_frame_without_rights(pipeline):
    pytest.importorskip("plotly")
    pipeline.step("draw", "import plotly.express as px\n\ndef draw():\n    px.scatter(x=[1], y=[2], title='</iframe><b>x').show()\n    px.line(x=[1, 2], y=[2, 1]).show()\n")
    assert pipeline.run().status == 0
    report = pipeline.shown("draw", "report.html")
    assert report.count('<iframe sandbox="allow-scripts" height="500" data-plotly="') == 2
    assert report.count('id="plotly"') == 1
    assert "https://cdn" not in re.sub(r'<script type="text/plain".*?</script>', "", report, flags=re.DOTALL)


def test_one_page_has_what_all_steps_showed_in_the_notebooks_order(pipeline):
    pipeline.step("load", "def load():\n    # %% cell 2\n    print('1 < 2')\n    return 3\n", title="Load & look", outputs=["x"])
    pipeline.step("fail", "def fail(x):\n    # %% cell 4\n    return 1 / 0\n", inputs={"x": "load"})
    pipeline.run()
    ended = pipeline.run()
    page = (pipeline.executions[-1] / "report.html").read_text()
    assert str(pipeline.executions[-1].relative_to(pipeline.project) / "report.html") in ended.err
    titles = re.findall(r"<(h\d)>(.*?)</\1>", page)
    assert titles == [
        ("h1", "notebook"),
        ("h2", "Load &amp; look <small>up to date, as shown before</small>"),
        ("h3", "Cell 2"),
        ("h2", "fail <small>failed</small>"),
    ]
    assert texts(page) == ["1 < 2\n"] and "ZeroDivisionError" in page


def test_the_page_of_all_steps_has_plotly_once(pipeline):
    pytest.importorskip("plotly")
    for name in ("first", "second"):
        pipeline.step(name, f"import plotly.express as px\n\ndef {name}():\n    px.scatter(x=[1], y=[2]).show()\n")
    assert pipeline.run().status == 0
    page = (pipeline.executions[-1] / "report.html").read_text()
    library = page.index('id="plotly"')
    assert (page.count('id="plotly"'), page.count("data-plotly="), page.count("plotly + frame.dataset.plotly")) == (1, 2, 1)
    assert library < page.index("plotly + frame.dataset.plotly")


def test_a_line_of_shell_prints_and_its_failure_is_no_error(pipeline):
    out, report = shown(pipeline, "# %% cell 2\nshell('echo out; echo err >&2; exit 3')")
    assert out == "out\nerr\n"
    assert texts(report) == ["out\nerr\n"] and "<h3>Cell 2</h3>" in report


def test_the_lines_of_a_line_of_shell(pipeline):
    code = "lines = shell_lines('echo a 1; echo b 2')\nprint(list(lines), lines.s, lines.fields(0))"
    assert shown(pipeline, code)[0] == "['a 1', 'b 2'] a 1 b 2 ['a', 'b']\n"


def test_the_lines_of_a_line_of_shell_without_ipython(pipeline):
    without_ipython(pipeline)
    assert shown(pipeline, "lines = shell_lines('echo a; echo b')\nprint(lines, lines.s, repr(lines.n))")[0] == "['a', 'b'] a b 'a\\nb'\n"


def test_shell_output_that_is_no_text(pipeline):
    assert shown(pipeline, "shell(\"printf 'a\\\\377b'\")\nprint(shell_lines(\"printf '\\\\377'\"))")[0] == "a\ufffdb['\ufffd']\n"


def test_shell_reads_nothing(pipeline):
    assert shown(pipeline, "shell('cat; echo end')")[0] == "end\n"


def test_a_program_left_in_the_background(pipeline):
    assert shown(pipeline, "shell('while [ ! -e go ]; do sleep 0.1; done & echo begun')")[0] == "begun\n"
    pipeline.file("go", "")


def test_a_script_for_another_interpreter(pipeline):
    assert shown(pipeline, "script('bash', 'x=1\\necho $((x + 1))')\nscript('no-such-program -x', '')")[0] == "2\n"


def test_a_script_that_fails_is_an_error_as_in_a_notebook(pipeline):
    pipeline.step("run", "from steps.shared.reporting import script\n\ndef run():\n    script('bash', 'exit 3')\n")
    ended = pipeline.run()
    assert ended.status == 1 and "CalledProcessError" in ended.err


def test_outside_of_a_pipeline_values_are_printed(pipeline):
    import subprocess

    code = "from steps.shared.reporting import display, end_of_cell; display([1]); end_of_cell(0)"
    done = subprocess.run([sys.executable, "-c", code], cwd=pipeline.folder, capture_output=True, text=True, check=True)
    assert done.stdout == "[1]\n"
