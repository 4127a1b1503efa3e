# python >= 3.12
f"plain {{braces}} {value} {value!r} {value:>10.2f} {value!s:{width}.{precision}} {value=} {value = !r:^20}"
f'{x:%Y-%m-%d}{d["key"]}{d['key']}{ {'a': 1}['a'] }{(lambda x: x)(1)}{x if y else z}{a != b}{a == b}'
rf"\d{n}\{m}" f'\x41{x}\n'
f"""
{first}  and {
    second +
    third  # why
    !r:>{
        width}}
{'a' 'b'}""" "plain" 'é' f'{é}'
f'{f'{f"{deep}"}'}' f"{'{'}{'}'}{'{}'.format(x)}" f"{x:{'{'}>10}"
f'{', '.join(f'{k}={v!r}' for k, v in items)}' f"{x!r:}" f"" f"{x:}" f"{*a, b}" f"{yield_}" f"{(w := 1)}{x:=10}"
total = f"{a}" + 'b' % f'{c}'
