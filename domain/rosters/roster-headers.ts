import type { RosterField, RosterKind } from './roster-columns.ts'

/**
 * The headers that an import knows, folded by `foldHeader`: of our template, of Moodle, OneRoster and Google, and what
 * schools write themselves, in the languages whose encodings we read.
 */
export const HEADERS: Record<RosterKind, Partial<Record<RosterField, string>>> = {
  accounts: {
    username:
      'username user login loginname account accountname userid 用户名 用户 账号 帐号 账户 登录名 用戶名 使用者名稱 使用者 帳號 登入名稱 ユーザー名 ユーザ名 ログイン 아이디 사용자 사용자이름 логин benutzername benutzer anmeldename identifiant utilisateur usuario usuário utente użytkownik uživatel',
    name: 'name fullname displayname realname studentname 姓名 名字 显示名 真实姓名 學生姓名 学生姓名 顯示名稱 氏名 名前 이름 성명 имя фио полноеимя nomcomplet nombrecompleto nombre nome nomecompleto',
    givenName: 'firstname givenname forename givennames 名 vorname prénom prenom imię',
    middleName: 'middlename middlenames отчество',
    familyName:
      'lastname familyname surname familynames 姓 姓氏 nachname familienname nom nomdefamille apellidos apellido sobrenome cognome 성 фамилия nazwisko příjmení',
    role: 'role type usertype accounttype 角色 身份 类型 用户类型 人员类型 身分 類型 役割 역할 роль rolle rôle rol função ruolo rola',
    email:
      'email mail emailaddress newprimaryemail 邮箱 电子邮箱 电子邮件 邮件 電郵 電子郵件 信箱 メール メールアドレス 이메일 почта электроннаяпочта courriel correo correoelectrónico',
    studentNumber:
      'studentnumber studentno studentid number no id idnumber identifier employeeid 学号 学籍号 编号 学生编号 學號 編號 学籍番号 番号 학번 번호 номер matrikelnummer numéro número',
    password:
      'password initialpassword firstpassword 密码 初始密码 密碼 初始密碼 パスワード 비밀번호 пароль passwort kennwort motdepasse contraseña senha',
    guardianOf:
      'guardianof parentof child children ward wards student students 监护学生 家长对应学生 关联学生 孩子 子女 被监护人 監護學生 被監護人',
    status: 'status 状态 狀態',
    suspended: 'suspended deleted',
    enabled: 'enableduser enabled',
  },
  classes: {
    code: 'code classcode classid class 代码 班级代码 班级编号 班号 课程代码 编号 代碼 班級代碼 課程代碼',
    name: 'name classname title 名称 班级名称 班级 课程名称 班级名 名稱 班級名稱 班級 課程名稱',
    subject: 'subject subjects course coursename 学科 科目 课程 學科 課程',
    term: 'term semester session schoolyear 学期 学年 學期 學年',
    status: 'status 状态 狀態',
    teachers:
      'teacher teachers instructor instructors 教师 老师 任课教师 授课教师 任课老师 教師 老師 任課教師 授課教師',
  },
  enrollments: {
    code: 'code classcode classid class 代码 班级代码 班级编号 班级 班号 课程代码 代碼 班級代碼 班級 課程代碼',
    username:
      'username user login account userid student member studentnumber studentno studentid email emailaddress 用户名 账号 帐号 学号 学生 成员 登录名 用戶名 帳號 學號 學生 成員',
    role: 'role type 角色 身份 班级角色 班級角色',
    status: 'status 状态 狀態',
    term: 'term semester session schoolyear 学期 学年 學期 學年',
  },
}
